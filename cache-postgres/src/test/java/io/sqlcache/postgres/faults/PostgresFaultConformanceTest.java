package io.sqlcache.postgres.faults;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.Observer;
import io.sqlcache.postgres.testing.PostgresMessages;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.FaultConformanceTest;
import io.sqlcache.testkit.SmallSync;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.WireMessage;
import java.time.Duration;

/** PostgreSQL, whose every message may be the last. */
class PostgresFaultConformanceTest extends FaultConformanceTest {

    @Override
    protected SmallSync sync() {
        return SmallSync.underStreamStates();
    }

    @Override
    protected SqlConfig config(String schema) {
        return TestServer.config(schema);
    }

    @Override
    protected FaultProxy proxy() {
        PostgresConfig server = TestServer.config("any");
        return FaultProxy.to(server.host(), server.port(), PostgresMessages::new);
    }

    @Override
    protected SqlConfig config(String schema, FaultProxy through, Duration silence) {
        return TestServer.settings()
                .schemaName(schema)
                .host(through.host())
                .port(through.port())
                .connectTimeout(Duration.ofSeconds(2))
                .socketTimeout(silence)
                .build();
    }

    @Override
    protected SqlBackend connect(SqlConfig config) {
        return Backends.connect((PostgresConfig) config);
    }

    @Override
    protected SqlBackend observer() {
        return Observer.of(TestServer.config("observer"));
    }

    @Override
    protected boolean isCommit(WireMessage message) {
        return PostgresMessages.statement("commit").test(message)
                || PostgresMessages.done("COMMIT").test(message);
    }

    @Override
    protected String connectionCount() {
        return Observer.CONNECTION_COUNT;
    }
}
