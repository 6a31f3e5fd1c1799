package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.StreamScript;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL has columns of its own in every table; a field that is named like one gets another column. */
@Timeout(60)
class SystemColumnNamesTest {

    private static final List<String> FIELDS = List.of("xmin", "XMAX", "cmin", "cmax", "ctid", "TableOid");

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @EnumSource(
            value = WriteStrategy.class,
            names = {"APPEND", "MERGE", "REPLACE"})
    void fieldNamedLikeASystemColumnLands(WriteStrategy strategy) {
        StreamScript users = stream("users").primaryKey("xmin");
        FIELDS.forEach(field -> users.field(field, INTEGER));
        String values = "{\"xmin\":0,\"XMAX\":1,\"cmin\":2,\"cmax\":3,\"ctid\":4,\"TableOid\":5}";
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            for (int write = 0; write < 2; write++) {
                cache.write(
                        script().record("users", values).complete("users").input(),
                        WriteRequest.of(catalog(users)).strategy(strategy).build());
            }
            try (Stream<Row> rows = cache.stream("users").records()) {
                assertThat(rows)
                        .hasSize(strategy == WriteStrategy.APPEND ? 2 : 1)
                        .allSatisfy(row -> assertThat(row.values()).contains(0L, 1L, 2L, 3L, 4L, 5L))
                        .allSatisfy(row ->
                                assertThat(row.columns()).anyMatch(column -> column.matches("ctid_[0-9a-f]{8}")));
            }
        }
    }
}
