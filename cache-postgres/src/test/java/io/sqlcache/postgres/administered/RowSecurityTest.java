package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.MessageScript;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that a policy hides are neither written twice nor left behind, nor missing from what is read: the server refuses. */
@Tag("server-version")
@Timeout(60)
class RowSecurityTest {

    private final Loader loader = new Loader();

    RowSecurityTest() throws SQLException {}

    @BeforeEach
    void hideRows() throws SQLException {
        write(loader.administrators(), WriteStrategy.MERGE, 1, 2, 3);
        loader.execute(
                "grant usage, create on schema landing to ROLE",
                "grant all on all tables in schema landing to ROLE",
                "alter table landing.users enable row level security",
                "create policy few on landing.users using (id < 2) with check (true)");
    }

    @AfterEach
    void drop() throws SQLException {
        loader.close();
    }

    private static void write(PostgresConfig config, WriteStrategy strategy, int... ids) {
        MessageScript rows = script();
        for (int id : ids) {
            rows.record("users", "id", id, "v", strategy + " " + id);
        }
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    rows.state("users", "{\"cursor\":1}").complete("users").input(),
                    WriteRequest.of(catalog(stream("users")
                                    .field("id", LogicalType.INTEGER)
                                    .field("v", LogicalType.STRING)
                                    .primaryKey("id")))
                            .strategy(strategy)
                            .build());
        }
    }

    private String rows() throws SQLException {
        return String.valueOf(
                loader.value("select string_agg(id || ' ' || v, ', ' order by id, v) from landing.users"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MERGE", "REPLACE"})
    void aWriteThatWouldNotSeeAllRowsIsRefusedAndChangesNothing(WriteStrategy strategy) throws SQLException {
        String before = rows();
        assertThatThrownBy(() -> write(loader.settings().build(), strategy, 2, 4))
                .isInstanceOfSatisfying(CacheException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(CacheException.Kind.CONFIG);
                    assertThat(refused).hasMessageContaining("row-level security policy for table \"users\"");
                    assertThat(refused).hasMessageContaining("alter role .. bypassrls");
                });
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void rowsThatPoliciesLetInAreAppended() throws SQLException {
        write(loader.settings().build(), WriteStrategy.APPEND, 4, 5);
        write(loader.settings().build(), WriteStrategy.APPEND, 6);
        assertThat(rows()).isEqualTo("1 MERGE 1, 2 MERGE 2, 3 MERGE 3, 4 APPEND 4, 5 APPEND 5, 6 APPEND 6");
    }

    @Test
    void aRowThatAPolicyDoesNotLetInIsRefusedWithAllOfItsCommit() throws SQLException {
        loader.execute("drop policy few on landing.users", "create policy few on landing.users using (id < 5)");
        String before = rows();
        assertThatThrownBy(() -> write(loader.settings().build(), WriteStrategy.APPEND, 4, 5))
                .isInstanceOfSatisfying(CacheException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(CacheException.Kind.CONFIG);
                    assertThat(refused).hasMessageContaining("row-level security policy for table \"users\"");
                    assertThat(refused)
                            .hasMessageContaining("A policy of the table does not let this role write a row");
                });
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void policiesApplyToNothingElseOfAnAppend() throws SQLException {
        loader.execute(
                "alter table landing._sqlcache_syncs enable row level security",
                "create policy all_of_them on landing._sqlcache_syncs using (true)");
        String before = rows();
        assertThatThrownBy(() -> write(loader.settings().build(), WriteStrategy.APPEND, 4))
                .hasMessageContaining("row-level security policy for table \"_sqlcache_syncs\"");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void anOwnerWhomThePoliciesAreForcedOnIsRefusedAsWell() throws SQLException {
        loader.execute("alter table landing.users owner to ROLE", "alter table landing.users force row level security");
        String before = rows();
        assertThatThrownBy(() -> write(loader.settings().build(), WriteStrategy.MERGE, 2))
                .hasMessageContaining("row-level security");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void theAdviceHelps() throws SQLException {
        loader.execute("alter role ROLE bypassrls");
        write(loader.settings().build(), WriteStrategy.MERGE, 2, 4);
        assertThat(rows()).isEqualTo("1 MERGE 1, 2 MERGE 2, 3 MERGE 3, 4 MERGE 4");
    }

    @Test
    void aStreamThatIsReadInPartIsRefusedButForAQueryOfTheUsersOwn() {
        try (CacheBase cache = PostgresCache.open(loader.settings().build())) {
            assertThatThrownBy(() -> {
                        try (Stream<Row> rows = cache.stream("users").records()) {
                            assertThat(rows).isEmpty();
                        }
                    })
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("row-level security");
            try (Stream<Row> rows = cache.query("select id from landing.users").rows()) {
                assertThat(rows.map(row -> row.value("id"))).containsExactly(1L);
            }
        }
    }
}
