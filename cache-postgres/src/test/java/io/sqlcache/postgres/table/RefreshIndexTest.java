package io.sqlcache.postgres.table;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.testkit.MessageScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refresh that is merged behind the scenes: the hidden table has the key's index, and the table one and no more. */
@Tag("server-version")
@Timeout(60)
class RefreshIndexTest {

    private static final String INDEXED_TABLES = """
            select t.relname::text from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
            join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = ? and starts_with(x.relname::text, '_sqlcache_key_') order by 1""";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final List<List<String>> indexedMidway = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "create view {1} as select * from {0}"})
    void everyTableThatIsMergedIntoHasOneIndex(String tie) throws SQLException {
        DSLContext sql = DSL.using(schema.backend().dataSource(), SQLDialect.POSTGRES);
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            refresh(cache, sql, 1);
            schema.execute(sql, tie, "users", "tied");
            indexedMidway.clear();
            refresh(cache, sql, 2);
        }
        assertThat(indexedMidway.get(0))
                .hasSize(2)
                .contains("users")
                .anySatisfy(table -> assertThat(table).startsWith("_sqlcache_new"));
        assertThat(indexedTables(sql)).containsExactly("users");
        assertThat(KeyIndex.find(sql, schema.name("users")).get(0).parts())
                .hasSize(2)
                .first()
                .isEqualTo("n");
        assertThat(sql.fetchCount(schema.find(sql, "users").table())).isEqualTo(2);
    }

    private void refresh(CacheBase cache, DSLContext sql, long generation) {
        WriteListener watching = new WriteListener() {
            @Override
            public void sourceLogged(String level, String message) {
                indexedMidway.add(indexedTables(sql));
            }
        };
        MessageScript messages = script();
        for (int i = 0; i < 4; i++) {
            messages.record("users", "{\"n\":%d,\"who\":{\"id\":1}}".formatted(i % 2))
                    .state("users", "{}");
        }
        WriteSummary summary = cache.write(
                messages.mark("midway").complete("users").input(),
                WriteRequest.of(catalog(stream("users")
                                .field("n", INTEGER)
                                .field("who", OBJECT)
                                .primaryKey("n")
                                .nestedKey("who", "id")
                                .destination("append_dedup")
                                .generation(generation, generation)))
                        .strategy(WriteStrategy.FROM_CATALOG)
                        .throttle(CommitThrottle.NONE)
                        .listener(watching)
                        .build());
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
    }

    private List<String> indexedTables(DSLContext sql) {
        return sql.fetch(INDEXED_TABLES, schema.name("users").schema()).map(row -> row.get(0, String.class));
    }
}
