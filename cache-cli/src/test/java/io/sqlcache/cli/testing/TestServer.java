package io.sqlcache.cli.testing;

import io.sqlcache.embedded.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server of all tests: that of {@code SQLCACHE_TEST_POSTGRES_URL}, else one that is started once. */
public final class TestServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable String url = System.getenv("SQLCACHE_TEST_POSTGRES_URL");

    private TestServer() {}

    /** Writes a {@code config.json} for a schema that no other test uses. */
    public static Path config(Path folder) throws IOException {
        String schema = "cli_%d_%d".formatted(ProcessHandle.current().pid(), SCHEMAS.incrementAndGet());
        return Files.writeString(folder.resolve(schema + ".json"), json(schema, Map.of()));
    }

    /** A {@code config.json} with some properties replaced, numbers and strings alike as JSON text. */
    public static String json(String schema, Map<String, String> replaced) {
        URI address = URI.create(jdbcUrl().substring("jdbc:".length()));
        Map<String, String> query = Arrays.stream(
                        Objects.requireNonNullElse(address.getQuery(), "").split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return """
               {"host": %s, "port": %s, "database": %s, "schema": "%s", "username": "%s", "password": "%s"}""".formatted(
                replaced.getOrDefault("host", "\"" + address.getHost() + "\""),
                replaced.getOrDefault("port", String.valueOf(address.getPort() < 0 ? 5432 : address.getPort())),
                replaced.getOrDefault("database", "\"" + address.getPath().substring(1) + "\""),
                schema,
                query.getOrDefault("user", "postgres"),
                query.getOrDefault("password", "hunter2-or-any"));
    }

    private static synchronized String jdbcUrl() {
        if (url == null || url.isBlank()) {
            url = EmbeddedServer.start().jdbcUrl(); // ends with this JVM
        }
        return url;
    }
}
