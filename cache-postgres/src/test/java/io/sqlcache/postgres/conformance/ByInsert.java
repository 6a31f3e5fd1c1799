package io.sqlcache.postgres.conformance;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.PostgresParameters;
import io.sqlcache.testkit.DecoratedBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * PostgreSQL with rows by the generic sink that serves databases without bulk load. A sink encodes rows and sends them: the groups
 * about sessions and about what is decided before a row is sent cannot tell one from another.
 */
interface ByInsert extends OnPostgres {

    @Override
    default SqlBackend connect(SqlConfig config) {
        return new DecoratedBackend(OnPostgres.super.connect(config)) {
            @Override
            public RowSink open(Connection connection, TableDefinition table) throws SQLException {
                return new InsertRowSink(connection, jooqDialect(), table, new PostgresParameters());
            }

            @Override
            public Optional<HoldingSink> hold(
                    Connection connection, TableDefinition table, HoldingSink.Overflow overflow) {
                return Optional.empty();
            }
        };
    }
}
