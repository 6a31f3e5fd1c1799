package io.sqlcache.postgres.config;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the properties of a {@link DestinationPostgres}; not thread-safe. */
public final class DestinationPostgresBuilder {

    private String host = "";
    private int port = PostgresConfig.DEFAULT_PORT;
    private String database = "";
    private String schema = DestinationPostgres.DEFAULT_SCHEMA;
    private String username = "";
    private @Nullable Secret password;
    private boolean ssl;
    private @Nullable SslMode sslMode;
    private CdcDeletion cdcDeletionMode = CdcDeletion.HARD;
    private Map<String, String> jdbcUrlParams = Map.of();
    private @Nullable String rawDataSchema;
    private boolean disableTypeDedupe;
    private boolean dropCascade;
    private @Nullable Boolean unconstrainedNumber;
    private TunnelMethod tunnelMethod = new TunnelMethod.None();
    private Secret additionalProperties = Secret.of("{}");

    DestinationPostgresBuilder() {}

    DestinationPostgresBuilder(DestinationPostgres from) {
        this.host = from.host();
        this.port = from.port();
        this.database = from.database();
        this.schema = from.schema();
        this.username = from.username();
        this.password = from.password();
        this.ssl = from.ssl();
        this.sslMode = from.sslMode();
        this.cdcDeletionMode = from.cdcDeletionMode();
        this.jdbcUrlParams = from.jdbcUrlParams();
        this.rawDataSchema = from.rawDataSchema();
        this.disableTypeDedupe = from.disableTypeDedupe();
        this.dropCascade = from.dropCascade();
        this.unconstrainedNumber = from.unconstrainedNumber();
        this.tunnelMethod = from.tunnelMethod();
        this.additionalProperties = from.additionalProperties();
    }

    /** {@code host}. */
    public DestinationPostgresBuilder host(String value) {
        this.host = value;
        return this;
    }

    /** {@code port}. */
    public DestinationPostgresBuilder port(int value) {
        this.port = value;
        return this;
    }

    /** {@code database}. */
    public DestinationPostgresBuilder database(String value) {
        this.database = value;
        return this;
    }

    /** {@code schema}. */
    public DestinationPostgresBuilder schema(String value) {
        this.schema = value;
        return this;
    }

    /** {@code username}. */
    public DestinationPostgresBuilder username(String value) {
        this.username = value;
        return this;
    }

    /** {@code password}; null for none. */
    public DestinationPostgresBuilder password(@Nullable Secret value) {
        this.password = value;
        return this;
    }

    /** {@code ssl: true}, with this {@code ssl_mode}. */
    public DestinationPostgresBuilder ssl(SslMode mode) {
        this.ssl = true;
        this.sslMode = mode;
        return this;
    }

    /** {@code ssl: false}, and an {@code ssl_mode} that is not used; null for none. */
    public DestinationPostgresBuilder noSsl(@Nullable SslMode mode) {
        this.ssl = false;
        this.sslMode = mode;
        return this;
    }

    /** {@code cdc_deletion_mode}. */
    public DestinationPostgresBuilder cdcDeletionMode(CdcDeletion value) {
        this.cdcDeletionMode = value;
        return this;
    }

    /** {@code jdbc_url_params}, decoded. */
    public DestinationPostgresBuilder jdbcUrlParams(Map<String, String> value) {
        this.jdbcUrlParams = Map.copyOf(value);
        return this;
    }

    /** {@code raw_data_schema}; null for none. */
    public DestinationPostgresBuilder rawDataSchema(@Nullable String value) {
        this.rawDataSchema = value;
        return this;
    }

    /** {@code disable_type_dedupe: true}. */
    public DestinationPostgresBuilder disableTypeDedupe() {
        this.disableTypeDedupe = true;
        return this;
    }

    /** {@code drop_cascade: true}. */
    public DestinationPostgresBuilder dropCascade() {
        this.dropCascade = true;
        return this;
    }

    /** {@code unconstrained_number}; null for none, which is not the same as false. */
    public DestinationPostgresBuilder unconstrainedNumber(@Nullable Boolean value) {
        this.unconstrainedNumber = value;
        return this;
    }

    /** {@code tunnel_method}. */
    public DestinationPostgresBuilder tunnelMethod(TunnelMethod value) {
        this.tunnelMethod = value;
        return this;
    }

    /** A JSON object with properties that this model does not know. */
    public DestinationPostgresBuilder additionalProperties(Secret value) {
        this.additionalProperties = value;
        return this;
    }

    /**
     * The configuration.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path
     */
    public DestinationPostgres build() {
        return new DestinationPostgres(
                host,
                port,
                database,
                schema,
                username,
                password,
                ssl,
                sslMode,
                cdcDeletionMode,
                jdbcUrlParams,
                rawDataSchema,
                disableTypeDedupe,
                dropCascade,
                unconstrainedNumber,
                tunnelMethod,
                additionalProperties);
    }
}
