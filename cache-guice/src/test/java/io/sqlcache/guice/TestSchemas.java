package io.sqlcache.guice;

import io.sqlcache.api.CacheBase;
import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Schemas of one test, in {@code SQLCACHE_TEST_POSTGRES_URL} or a server of our own; closing drops them. */
final class TestSchemas implements AutoCloseable {

    private static final TestDatabase POSTGRES = TestDatabase.named("postgres")
            .fromEnvironment("SQLCACHE_TEST_POSTGRES_URL")
            .orEmbedded(() -> EmbeddedServer.start(), EmbeddedServer::jdbcUrl)
            .build();

    private final List<PostgresConfig> given = new ArrayList<>();

    /** The server, as JDBC knows it. */
    static String url() {
        return POSTGRES.url();
    }

    /** A cache in a schema that is not there yet. */
    PostgresConfig fresh() {
        PostgresConfig config = PostgresConfig.fromUrl(url()).toBuilder()
                .schemaName("guice_" + UUID.randomUUID().toString().substring(0, 8))
                .build();
        given.add(config);
        return config;
    }

    @Override
    public void close() {
        for (PostgresConfig config : given) {
            try (CacheBase cache = PostgresCache.open(config)) {
                cache.execute("drop schema if exists \"" + config.schemaName() + "\" cascade");
            }
        }
    }
}
