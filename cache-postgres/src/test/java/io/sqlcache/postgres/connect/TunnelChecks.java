package io.sqlcache.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether a tunnel leads to the tests' database, and what is told if it does not. */
final class TunnelChecks {

    private TunnelChecks() {}

    static void assertConnects(TunnelMethod tunnel) throws SQLException {
        try (SqlBackend backend =
                        Backends.connect(TestServer.settings().tunnel(tunnel).build());
                Connection connection = backend.dataSource().getConnection();
                ResultSet answer = connection.createStatement().executeQuery("select 42")) {
            answer.next();
            assertThat(answer.getInt(1)).isEqualTo(42);
        }
    }

    static void assertRefused(TunnelMethod tunnel, Kind kind, String reason) {
        assertRefused(TestServer.settings().tunnel(tunnel).build(), kind, reason);
    }

    static void assertRefused(PostgresConfig config, Kind kind, String reason) {
        TunnelMethod.Ssh ssh = (TunnelMethod.Ssh) config.tunnel();
        assertThatThrownBy(() -> Backends.connect(config).close())
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageStartingWith("Cannot connect to PostgreSQL at %s:%d, database \"%s\", as user \"%s\": "
                        .formatted(config.host(), config.port(), config.database(), config.username()))
                .hasMessageContaining("the SSH server %s:%d".formatted(ssh.host(), ssh.port()))
                .hasMessageContaining(reason);
    }
}
