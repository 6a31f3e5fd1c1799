package io.sqlcache.postgres.conformance;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.PgBouncer;
import io.sqlcache.postgres.testing.TestServer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL behind a PgBouncer that gives each transaction another connection. That changes what a session keeps and where a
 * transaction runs: the groups about values and about what is decided before a row is sent cannot tell.
 */
interface ThroughPgBouncer extends OnPostgres {

    @Override
    default SqlConfig config(String schema) {
        return throughPgBouncer(schema);
    }

    /** The server's connections are the pool's, not ours. */
    @Override
    default Optional<String> connectionCount() {
        return Optional.empty();
    }

    static PostgresConfig throughPgBouncer(String schema) {
        PgBouncer between = Shared.bouncer();
        return TestServer.settings()
                .schemaName(schema)
                .host(between.host())
                .port(between.port())
                .build();
    }

    /** One for all tests of this JVM, with which it ends. */
    final class Shared {

        private static @Nullable PgBouncer bouncer;

        private Shared() {}

        private static synchronized PgBouncer bouncer() {
            try {
                PgBouncer started = bouncer == null ? PgBouncer.inFrontOf(TestServer.config("public")) : bouncer;
                bouncer = started;
                return started;
            } catch (IOException | InterruptedException e) {
                throw new AssertionError("Cannot start PgBouncer", e);
            }
        }
    }
}
