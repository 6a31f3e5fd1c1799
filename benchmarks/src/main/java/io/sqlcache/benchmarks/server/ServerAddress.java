package io.sqlcache.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;

/**
 * Where a PostgreSQL is, and as whom to go there.
 *
 * @param password empty if there is none
 */
public record ServerAddress(String host, int port, String database, String user, String password) {

    private static final int DEFAULT_PORT = 5432;

    /** Reads {@code postgresql://user:password@host:port/database}. */
    public static ServerAddress of(String url) {
        URI uri = URI.create(url);
        String[] account =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || account.length == 0) {
            throw new IllegalArgumentException(
                    "Not the URL of a server; write postgresql://user:password@host:port/database");
        }

        return new ServerAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getPath().length() > 1 ? uri.getPath().substring(1) : account[0],
                account[0],
                account.length > 1 ? account[1] : "");
    }

    /** For the JDBC driver. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(host, port, database, URLEncoder.encode(user, UTF_8), URLEncoder.encode(password, UTF_8));
    }

    /** What psql finds the server by. */
    public Map<String, String> environment() {
        return Map.of(
                "PGHOST", host,
                "PGPORT", Integer.toString(port),
                "PGDATABASE", database,
                "PGUSER", user,
                "PGPASSWORD", password);
    }

    /** What {@code sqlcache write} finds it by; unencrypted. */
    public ObjectNode config(String schema) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("host", host).put("port", port).put("database", database).put("schema", schema);
        config.put("username", user).put("password", password.isEmpty() ? "none" : password);
        config.putObject("ssl_mode").put("mode", "disable");

        return config;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
