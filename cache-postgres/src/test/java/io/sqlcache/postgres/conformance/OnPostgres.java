package io.sqlcache.postgres.conformance;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.TestedBackend;
import java.util.Optional;

/** PostgreSQL against the shared contract, rows by COPY. */
interface OnPostgres extends TestedBackend {

    @Override
    default SqlConfig config(String schema) {
        return TestServer.config(schema);
    }

    @Override
    default SqlBackend connect(SqlConfig config) {
        return Backends.connect((PostgresConfig) config);
    }

    @Override
    default Optional<String> connectionCount() {
        return Optional.of("select count(*) from pg_stat_activity where backend_type = 'client backend'");
    }

    @Override
    default Optional<String> timeZoneOfNewSessions(String zone) {
        return Optional.of(
                "do $$ begin execute format('alter database %%I set timezone to %%L', current_database(), '%s'); end $$"
                        .formatted(zone));
    }
}
