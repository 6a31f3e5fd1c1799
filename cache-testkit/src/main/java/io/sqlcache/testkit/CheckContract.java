package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.QueryResult;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cache that is asked whether a write could begin: it tries, and leaves nothing behind. */
abstract class CheckContract extends CacheContract {

    CheckContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void checkOfAMissingSchemaCreatesItAndNoTable() {
        cache().check();

        assertThat(tables()).isEmpty();
        assertThat(cache().streams()).isEmpty();
        assertThat(cache().state(SOURCE)).isEmpty();
    }

    @Test
    void checkChangesNothingOfWhatIsThere() {
        write(
                catalog(stream("a").field("id", INTEGER)),
                script().record("a", "id", 1).state("a", "{}").complete("a"));
        List<String> before = tables();

        cache().check();
        cache().check();

        assertThat(tables()).isEqualTo(before);
        assertThat(rows("a")).hasSize(1);
        assertThat(states(SOURCE)).hasSize(1);
    }

    @Test
    void checkThatFailsAtItsRowLeavesNoTable() {
        CacheBase cache = workspace.open(new DecoratedBackend(suite.connect(workspace.config())) {
            @Override
            public RowSink open(Connection connection, TableDefinition table) throws SQLException {
                throw new SQLException("the disk is full");
            }
        });

        refused(kindOfUnknownFailure(), cache::check)
                .hasMessageContaining(
                        "Cannot write into the schema \"%s\"",
                        workspace.config().schemaName())
                .hasMessageContaining("the disk is full");

        assertThat(tables()).isEmpty();
    }

    private CacheException.Kind kindOfUnknownFailure() {
        try (SqlBackend backend = suite.connect(workspace.config())) {
            return backend.classify(new SQLException("the disk is full")).kind();
        }
    }

    private List<String> tables() {
        try (QueryResult result = cache().query(
                        "select table_name as name from information_schema.tables where table_schema = ? order by 1",
                        workspace.config().schemaName())) {
            return result.rows()
                    .map(row -> String.valueOf(row.value(row.columns().get(0))))
                    .toList();
        }
    }
}
