package io.sqlcache.postgres.testing;

import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import io.sqlcache.testkit.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/** The PostgreSQL that the tests of this module use: {@code SQLCACHE_TEST_POSTGRES_URL}, a JDBC URL with the user, or our own. */
public final class TestServer {

    private static final TestDatabase POSTGRES = TestDatabase.named("postgres")
            .fromEnvironment("SQLCACHE_TEST_POSTGRES_URL")
            .orEmbedded(() -> EmbeddedServer.start(), EmbeddedServer::jdbcUrl)
            .build();

    private TestServer() {}

    /** A cache in this schema. */
    public static PostgresConfig config(String schema) {
        return settings().schemaName(schema).build();
    }

    /** All that a configuration needs; waits are short. */
    public static PostgresConfigBuilder settings() {
        String url = POSTGRES.url();
        Properties parts = Objects.requireNonNull(Driver.parseURL(url, new Properties()), "Not a JDBC URL: " + url);
        PostgresConfigBuilder settings = PostgresConfig.builder()
                .host(parts.getProperty("PGHOST"))
                .port(Integer.parseInt(parts.getProperty("PGPORT")))
                .database(parts.getProperty("PGDBNAME"))
                .username(parts.getProperty("user"))
                .lockTimeout(Duration.ofSeconds(20));
        String password = parts.getProperty("password");
        return password == null ? settings : settings.password(password);
    }
}
