package io.sqlcache.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyResolverTest {

    private static ConfiguredStream stream(String settings) {
        return CatalogReader.read(new ConfiguredCatalog("""
                        {"streams":[{"stream":{"name":"users","json_schema":{"properties":
                          {"id":{"type":"integer"},"at":{"type":"string"},"o":{"type":"object"}}}} %s}]}
                        """.formatted(settings.isBlank() ? "" : "," + settings)))
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "primary_key":[["id"]]                                                     | MERGE
            "primary_key":[["id"]],"sync_mode":"full_refresh","cursor_field":[]        | MERGE
            "sync_mode":"incremental"                                                  | APPEND
            "sync_mode":"full_refresh","cursor_field":["at"]                           | APPEND
            "sync_mode":"full_refresh"                                                 | REPLACE
            "sync_mode":"full_refresh","destination_sync_mode":"append"                | REPLACE
            """)
    void autoLooksForAKeyThenForACursor(String settings, LoadMethod method) {
        assertThat(StrategyResolver.resolve(stream(settings), WriteStrategy.AUTO))
                .isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "destination_sync_mode":"append"                                                                  | APPEND
            "destination_sync_mode":"overwrite"                                                               | REPLACE
            "destination_sync_mode":"append_dedup","primary_key":[["id"]]                                     | MERGE
            "destination_sync_mode":"append","generation_id":3,"minimum_generation_id":0                      | APPEND
            "destination_sync_mode":"append","generation_id":3,"minimum_generation_id":3                      | REPLACE
            "destination_sync_mode":"append_dedup","primary_key":[["id"]],"generation_id":3,"minimum_generation_id":3 | REPLACE_MERGED
            """)
    void theCatalogsModeAndGenerationsDecide(String settings, LoadMethod method) {
        assertThat(StrategyResolver.resolve(stream(settings), WriteStrategy.FROM_CATALOG))
                .isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "destination_sync_mode":"append_dedup"   | Cannot merge stream "users": the catalog has no primary key; declare one or use APPEND.
            "destination_sync_mode":"update"         | Cannot load stream "users": the destination_sync_mode "update" is not supported; use append, overwrite or append_dedup.
            "sync_mode":"incremental"                | Cannot load stream "users": the catalog has no destination_sync_mode; add one (append, overwrite or append_dedup) or choose a strategy.
            "destination_sync_mode":"append","generation_id":3,"minimum_generation_id":2 | Cannot load stream "users": minimum_generation_id is 2 and generation_id is 3: a refresh that keeps a part of the old generations is not supported; the two must be equal, or the minimum 0.
            "destination_sync_mode":"append_dedup","primary_key":[["nope"]] | Cannot merge stream "users": its primary key "nope" is not among the properties of its schema.
            "destination_sync_mode":"append_dedup","primary_key":[["id"]],"cursor_field":["nope"] | Cannot merge stream "users": its cursor "nope" is not among the properties of its schema.
            "destination_sync_mode":"append_dedup","primary_key":[["o","id"],["at","id"]] | Cannot merge stream "users": its primary key [at, id] is inside of "at", which is of type STRING in its schema and not an object; use APPEND or another primary key.
            "destination_sync_mode":"append_dedup","primary_key":[["id"]],"cursor_field":["id","x"] | Cannot merge stream "users": its cursor [id, x] is inside of "id", which is of type INTEGER in its schema and not an object; use APPEND or another cursor.
            """)
    void whatCannotBeDoneIsRefusedWithTheReason(String settings, String message) {
        assertThatThrownBy(() -> StrategyResolver.resolve(stream(settings), WriteStrategy.FROM_CATALOG))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(message);
    }

    @Test
    void anExplicitStrategyWinsOverTheCatalog() {
        assertThat(StrategyResolver.resolve(stream("\"primary_key\":[[\"id\"]]"), WriteStrategy.APPEND))
                .isEqualTo(LoadMethod.APPEND);
        assertThat(StrategyResolver.resolve(stream("\"primary_key\":[[\"id\"]]"), WriteStrategy.REPLACE))
                .isEqualTo(LoadMethod.REPLACE);
    }
}
