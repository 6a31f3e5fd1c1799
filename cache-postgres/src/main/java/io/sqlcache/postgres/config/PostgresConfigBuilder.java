package io.sqlcache.postgres.config;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link PostgresConfig}; not thread-safe. */
public final class PostgresConfigBuilder {

    private String host = "";
    private int port = PostgresConfig.DEFAULT_PORT;
    private String database = "";
    private String username = "";
    private @Nullable Secret password;
    private String schemaName = PostgresConfig.DEFAULT_SCHEMA;
    private String tablePrefix = "";
    private Timeouts timeouts = Timeouts.DEFAULT;
    private SslMode sslMode = new SslMode.Prefer();
    private TunnelMethod tunnel = new TunnelMethod.None();
    private final Map<String, String> driverParameters = new HashMap<>();
    private TableSettings tables = TableSettings.DEFAULT;
    private @Nullable DestinationOrigin origin;

    PostgresConfigBuilder() {}

    PostgresConfigBuilder(PostgresConfig from) {
        this.host = from.host();
        this.port = from.port();
        this.database = from.database();
        this.username = from.username();
        this.password = from.password();
        this.schemaName = from.schemaName();
        this.tablePrefix = from.tablePrefix();
        this.timeouts = from.timeouts();
        this.sslMode = from.sslMode();
        this.tunnel = from.tunnel();
        this.driverParameters.putAll(from.driverParameters());
        this.tables = from.tables();
        this.origin = from.origin();
    }

    /** A name or an address of the server. */
    public PostgresConfigBuilder host(String hostName) {
        this.host = hostName;
        return this;
    }

    /** The server's TCP port; 5432 unless set. */
    public PostgresConfigBuilder port(int portNumber) {
        this.port = portNumber;
        return this;
    }

    /** The database, exactly as it is named. */
    public PostgresConfigBuilder database(String databaseName) {
        this.database = databaseName;
        return this;
    }

    /** The role that connects. */
    public PostgresConfigBuilder username(String role) {
        this.username = role;
        return this;
    }

    /** The role's password; left out if the server asks for none. */
    public PostgresConfigBuilder password(String secret) {
        return password(Secret.of(secret));
    }

    /** The role's password; left out if the server asks for none. */
    public PostgresConfigBuilder password(Secret secret) {
        this.password = secret;
        return this;
    }

    /** The schema of the tables; {@link PostgresConfig#DEFAULT_SCHEMA} unless set. */
    public PostgresConfigBuilder schemaName(String schema) {
        this.schemaName = schema;
        return this;
    }

    /** Put before each stream's name; empty unless set. */
    public PostgresConfigBuilder tablePrefix(String prefix) {
        this.tablePrefix = prefix;
        return this;
    }

    /** How long a new connection may take; ten seconds unless set. */
    public PostgresConfigBuilder connectTimeout(Duration limit) {
        this.timeouts = new Timeouts(limit, timeouts.socket(), timeouts.lock());
        return this;
    }

    /** How long the server may be silent within a statement; an hour unless set. */
    public PostgresConfigBuilder socketTimeout(Duration limit) {
        this.timeouts = new Timeouts(timeouts.connect(), limit, timeouts.lock());
        return this;
    }

    /** How long a statement waits for a table that others hold; a minute unless set. */
    public PostgresConfigBuilder lockTimeout(Duration limit) {
        this.timeouts = new Timeouts(timeouts.connect(), timeouts.socket(), limit);
        return this;
    }

    /** Whether connections are encrypted; if the server can, unless set. */
    public PostgresConfigBuilder sslMode(SslMode mode) {
        this.sslMode = mode;
        return this;
    }

    /** How the server is reached; directly unless set. */
    public PostgresConfigBuilder tunnel(TunnelMethod method) {
        this.tunnel = method;
        return this;
    }

    /** One more parameter of the JDBC driver, by its name for it: {@code ApplicationName}. */
    public PostgresConfigBuilder driverParameter(String name, String value) {
        this.driverParameters.put(name, value);
        return this;
    }

    /** More parameters of the JDBC driver. */
    public PostgresConfigBuilder driverParameters(Map<String, String> parameters) {
        this.driverParameters.putAll(parameters);
        return this;
    }

    /** The type of columns that are made for numbers; unconstrained unless set. */
    public PostgresConfigBuilder numberType(NumberType type) {
        this.tables = new TableSettings(type, tables.dropCascade(), tables.cdcDeletion());
        return this;
    }

    /** Lets what depends on a column that needs another type be dropped. */
    public PostgresConfigBuilder dropCascade() {
        this.tables = new TableSettings(tables.numberType(), true, tables.cdcDeletion());
        return this;
    }

    /** What a merge does with deleted records of a CDC source, unless the request of the write says; hard unless set. */
    public PostgresConfigBuilder cdcDeletion(CdcDeletion deletion) {
        this.tables = new TableSettings(tables.numberType(), tables.dropCascade(), deletion);
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
                timeouts,
                sslMode,
                tunnel,
                driverParameters,
                tables,
                origin);
    }
}
