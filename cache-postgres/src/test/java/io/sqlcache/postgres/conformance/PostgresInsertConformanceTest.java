package io.sqlcache.postgres.conformance;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.PostgresParameters;
import io.sqlcache.testkit.DecoratedBackend;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

/** PostgreSQL against the shared contract, rows by the generic sink that serves databases without bulk load. */
@Tag("one-server")
class PostgresInsertConformanceTest extends PostgresConformanceTest {

    @Override
    protected SqlBackend connect(SqlConfig config) {
        return new DecoratedBackend(super.connect(config)) {
            @Override
            public RowSink open(Connection connection, TableDefinition table) throws SQLException {
                return new InsertRowSink(connection, jooqDialect(), table, new PostgresParameters());
            }
        };
    }
}
