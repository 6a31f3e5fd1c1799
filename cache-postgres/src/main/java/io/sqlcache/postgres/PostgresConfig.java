package io.sqlcache.postgres;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import io.sqlcache.api.SqlConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cache in a PostgreSQL database. Immutable; built with {@link #builder}.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port the server's TCP port
 * @param database the database, exactly as it is named
 * @param username the role that connects
 * @param password its password; null if the server asks for none
 * @param schemaName the schema of the tables, exactly as it is named; created if it is missing
 * @param tablePrefix put before each stream's name
 * @param connectTimeout how long a new connection may take, and a write or read waits for one of the cache
 * @param socketTimeout how long the server may be silent within a statement before the connection is given up; zero for ever
 * @param lockTimeout how long a statement waits for a table that others hold; zero for ever
 */
public record PostgresConfig(
        String host,
        int port,
        String database,
        String username,
        @Nullable Secret password,
        String schemaName,
        String tablePrefix,
        Duration connectTimeout,
        Duration socketTimeout,
        Duration lockTimeout)
        implements SqlConfig {

    /** The schema that PyAirbyte uses too. */
    public static final String DEFAULT_SCHEMA = "airbyte_raw";

    /** PostgreSQL's own port. */
    public static final int DEFAULT_PORT = 5432;

    /**
     * Checks everything.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once
     */
    public PostgresConfig {
        SettingRules rules = new SettingRules();
        rules.host("host", host);
        rules.port("port", port);
        rules.identifier("database", database);
        rules.identifier("username", username);
        rules.password("password", password);
        rules.schema("schema", schemaName);
        rules.tablePrefix("table prefix", tablePrefix);
        rules.timeout("connect timeout", connectTimeout);
        rules.timeout("socket timeout", socketTimeout);
        rules.timeout("lock timeout", lockTimeout);
        rules.check("Cannot use these PostgreSQL settings");
        host = SettingRules.withoutBrackets(host);
    }

    /** A configuration with the default port, schema, prefix and timeouts. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String databaseName() {
        return database;
    }

    @Override
    public String jdbcUrl() {
        String address = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(address, port, URLEncoder.encode(database, StandardCharsets.UTF_8));
    }

    @Override
    public String configHash() {
        String identity = String.join(
                "\0",
                List.of(host.toLowerCase(Locale.ROOT), Integer.toString(port), database, schemaName, tablePrefix));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Where this is, for messages: host, port, database and user. */
    String place() {
        return "PostgreSQL at %s:%d, database \"%s\", as user \"%s\"".formatted(host, port, database, username);
    }

    /** Collects the parts of a {@link PostgresConfig}; not thread-safe. */
    public static final class Builder {
        private String host = "";
        private int port = DEFAULT_PORT;
        private String database = "";
        private String username = "";
        private @Nullable Secret password;
        private String schemaName = DEFAULT_SCHEMA;
        private String tablePrefix = "";
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration socketTimeout = Duration.ofHours(1);
        private Duration lockTimeout = Duration.ofMinutes(1);

        private Builder() {}

        /** A name or an address of the server. */
        public Builder host(String hostName) {
            this.host = hostName;
            return this;
        }

        /** The server's TCP port; 5432 unless set. */
        public Builder port(int portNumber) {
            this.port = portNumber;
            return this;
        }

        /** The database, exactly as it is named. */
        public Builder database(String databaseName) {
            this.database = databaseName;
            return this;
        }

        /** The role that connects. */
        public Builder username(String role) {
            this.username = role;
            return this;
        }

        /** The role's password; left out if the server asks for none. */
        public Builder password(String secret) {
            return password(Secret.of(secret));
        }

        /** The role's password; left out if the server asks for none. */
        public Builder password(Secret secret) {
            this.password = secret;
            return this;
        }

        /** The schema of the tables; {@link #DEFAULT_SCHEMA} unless set. */
        public Builder schemaName(String schema) {
            this.schemaName = schema;
            return this;
        }

        /** Put before each stream's name; empty unless set. */
        public Builder tablePrefix(String prefix) {
            this.tablePrefix = prefix;
            return this;
        }

        /** How long a new connection may take; ten seconds unless set. */
        public Builder connectTimeout(Duration limit) {
            this.connectTimeout = limit;
            return this;
        }

        /** How long the server may be silent within a statement; an hour unless set. */
        public Builder socketTimeout(Duration limit) {
            this.socketTimeout = limit;
            return this;
        }

        /** How long a statement waits for a table that others hold; a minute unless set. */
        public Builder lockTimeout(Duration limit) {
            this.lockTimeout = limit;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws CacheException of kind {@code CONFIG} that lists every violation at once
         */
        public PostgresConfig build() {
            return new PostgresConfig(
                    host,
                    port,
                    database,
                    username,
                    password,
                    schemaName,
                    tablePrefix,
                    connectTimeout,
                    socketTimeout,
                    lockTimeout);
        }
    }
}
