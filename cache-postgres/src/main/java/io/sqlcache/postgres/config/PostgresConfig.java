package io.sqlcache.postgres.config;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import io.sqlcache.api.SqlConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache in a PostgreSQL database. Immutable; built with {@link #builder}, or read from a URL, JSON or the environment.
 *
 * @param host a name or an address, IPv6 without brackets; through a tunnel, as the SSH server sees it
 * @param port the server's TCP port
 * @param database the database, exactly as it is named
 * @param username the role that connects
 * @param password its password; null if the server asks for none
 * @param schemaName the schema of the tables, exactly as it is named; created if it is missing
 * @param tablePrefix put before each stream's name
 * @param timeouts how long to wait
 * @param sslMode whether connections are encrypted
 * @param tunnel how the server is reached
 * @param driverParameters more parameters of PostgreSQL's JDBC driver, by its names for them; values may be secrets
 * @param tables how tables are made and kept
 * @param origin what it was made from, if that says more than this does
 */
public record PostgresConfig(
        String host,
        int port,
        String database,
        String username,
        @Nullable Secret password,
        String schemaName,
        String tablePrefix,
        Timeouts timeouts,
        SslMode sslMode,
        TunnelMethod tunnel,
        Map<String, String> driverParameters,
        TableSettings tables,
        @Nullable DestinationOrigin origin)
        implements SqlConfig {

    /** The schema that PyAirbyte uses too. */
    public static final String DEFAULT_SCHEMA = "airbyte_raw";

    /** PostgreSQL's own port. */
    public static final int DEFAULT_PORT = 5432;

    /** How long a name may be in PostgreSQL, in bytes; longer ones it would cut without a word. */
    public static final int NAME_BYTES = 63;

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
        timeouts.check(rules);
        new ConnectionRules(rules).sslMode("ssl mode", sslMode);
        new ConnectionRules(rules).tunnel("tunnel", tunnel);
        DriverParameters.check(rules, "driver parameter", driverParameters);
        rules.check("Cannot use these PostgreSQL settings");
        host = SettingRules.withoutBrackets(host);
        sslMode = BlankTexts.leftOut(sslMode);
        tunnel = BlankTexts.leftOut(tunnel);
        driverParameters = Collections.unmodifiableMap(new TreeMap<>(driverParameters));
    }

    /** A configuration with the default port, schema, prefix and timeouts. */
    public static PostgresConfigBuilder builder() {
        return new PostgresConfigBuilder();
    }

    /** A builder that holds all of this. */
    public PostgresConfigBuilder toBuilder() {
        return new PostgresConfigBuilder(this);
    }

    /**
     * Where a destination writes. A secret {@code secret_reference::NAME} is read from the environment variable of that name, and
     * {@code secret_reference::file:PATH} from a file, whose last line end does not count.
     *
     * @throws CacheException of kind {@code CONFIG} if a cache cannot do what the destination does, or a secret is not there
     */
    public static PostgresConfig from(DestinationPostgres destination) {
        return DestinationConversion.from(destination, System.getenv());
    }

    /**
     * Reads the JSON of a destination's configuration, as {@link #from} does, which may have one more property: {@code table_prefix}.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path
     */
    public static PostgresConfig fromJson(String json) {
        return DestinationConversion.fromJson(json, System.getenv());
    }

    /**
     * Reads a URL as libpq does, {@code postgresql://user:password@host:port/database?sslmode=require}, or as the JDBC driver does,
     * {@code jdbc:postgresql://host:port/database?user=me}. Files of certificates and keys are read at once. A password may be a
     * reference, as {@link #from} says.
     *
     * @throws CacheException of kind {@code CONFIG}; never shows the password
     */
    public static PostgresConfig fromUrl(String url) {
        return ConnectionUrl.read(url, System.getenv());
    }

    /**
     * Reads the variables that libpq reads: {@code PGHOST}, {@code PGPORT}, {@code PGDATABASE}, {@code PGUSER}, {@code PGPASSWORD},
     * {@code PGSSLMODE}, {@code PGSSLROOTCERT}, {@code PGSSLCERT}, {@code PGSSLKEY}, {@code PGCONNECT_TIMEOUT}, {@code PGAPPNAME} and
     * {@code PGOPTIONS}; others are passed over.
     *
     * @throws CacheException of kind {@code CONFIG}; never shows the password
     */
    public static PostgresConfig fromEnvironment(Map<String, String> environment) {
        return LibpqSettings.ofEnvironment(environment);
    }

    /** How long a new connection may take, and a write or read waits for one of the cache. */
    public Duration connectTimeout() {
        return timeouts.connect();
    }

    /** How long the server may be silent within a statement before the connection is given up; zero for ever. */
    public Duration socketTimeout() {
        return timeouts.socket();
    }

    /** How long a statement waits for a table that others hold; zero for ever. */
    public Duration lockTimeout() {
        return timeouts.lock();
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
        Stream<String> server =
                Stream.of(host.toLowerCase(Locale.ROOT), Integer.toString(port), database, schemaName, tablePrefix);
        // Behind another SSH server the same host name may be another host.
        Stream<String> bastion = tunnel instanceof TunnelMethod.Ssh ssh
                ? Stream.of(ssh.host().toLowerCase(Locale.ROOT), Integer.toString(ssh.port()))
                : Stream.empty();
        String identity = Stream.concat(server, bastion).collect(Collectors.joining("\0"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public CdcDeletion cdcDeletion() {
        return tables.cdcDeletion();
    }

    /** Where this is, for messages: host, port, database and user, without any secret. */
    public String place() {
        return "PostgreSQL at %s:%d, database \"%s\", as user \"%s\"".formatted(host, port, database, username);
    }

    /** This without what it was made from. */
    PostgresConfig withoutOrigin() {
        return withOrigin(null);
    }

    PostgresConfig withOrigin(@Nullable DestinationOrigin from) {
        return new PostgresConfig(
                host,
                port,
                database,
                username,
                password,
                schemaName,
                tablePrefix,
                timeouts,
                sslMode,
                tunnel,
                driverParameters,
                tables,
                from);
    }

    /** Without anything that is or may be a secret. */
    @Override
    public String toString() {
        return ("PostgresConfig[host=%s, port=%d, database=%s, username=%s, password=%s, schemaName=%s, tablePrefix=%s, timeouts=%s, "
                        + "sslMode=%s, tunnel=%s, driverParameters=%s, tables=%s]")
                .formatted(
                        host,
                        port,
                        database,
                        username,
                        password,
                        schemaName,
                        tablePrefix,
                        timeouts,
                        sslMode,
                        tunnel,
                        driverParameters.keySet(),
                        tables);
    }
}
