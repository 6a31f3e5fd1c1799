package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.util.List;

/** What the contracts of truncate refreshes have in common: streams with generations, and a look at what is hidden. */
abstract class RefreshContract extends CacheContract {

    RefreshContract(CacheConformanceTest suite) {
        super(suite);
    }

    final void oldRow() {
        write(
                WriteRequest.of(catalog(users())).strategy(WriteStrategy.APPEND),
                script().record("users", "id", 0).complete("users"));
    }

    final void assertNothingIsHidden() {
        assertThat(hiddenTables()).isEmpty();
    }

    final List<String> hiddenTables() {
        try (QueryResult tables = cache().query(
                        "select table_name from information_schema.tables where table_schema = ?",
                        cache().config().schemaName())) {
            return tables.rows()
                    .map(row -> String.valueOf(row.values().get(0)))
                    .filter(name -> name.startsWith("_sqlcache_new") || name.startsWith("_sqlcache_staging"))
                    .toList();
        }
    }

    static WriteRequest.Builder fromCatalog(StreamScript... streams) {
        return WriteRequest.of(catalog(streams))
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE);
    }

    static StreamScript users() {
        return stream("users").field("id", INTEGER).field("name", STRING);
    }

    /** A truncate refresh without a key. */
    static WriteRequest.Builder refresh(long generation) {
        return fromCatalog(users().destination("overwrite").generation(generation, generation));
    }

    static WriteRequest.Builder merged(long generation, long minimum) {
        return fromCatalog(users().primaryKey("id").destination("append_dedup").generation(generation, minimum));
    }
}
