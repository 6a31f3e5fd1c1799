package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Airbyte's destination-postgres, property by property. Immutable; made with {@link #fromJson} or
 * {@link #builder}. A secret may be a reference in place of a value, as {@link PostgresConfig#from} says.
 *
 * @param host {@code host}: the server
 * @param port {@code port}; 5432 if absent
 * @param database {@code database}
 * @param schema {@code schema}: that of the tables; {@code public} if absent
 * @param username {@code username}: the role that connects
 * @param password {@code password}; null if absent
 * @param ssl {@code ssl}: whether {@code ssl_mode} is used; false if absent
 * @param sslMode {@code ssl_mode}; null if absent
 * @param cdcDeletionMode {@code cdc_deletion_mode}; hard if absent
 * @param jdbcUrlParams {@code jdbc_url_params}: the driver's parameters by name, decoded; may hold secrets
 * @param rawDataSchema {@code raw_data_schema}: nothing of ours is there; null if absent
 * @param disableTypeDedupe {@code disable_type_dedupe}: raw tables instead of typed ones, which a cache refuses
 * @param dropCascade {@code drop_cascade}: whether what depends on a column that has to change is dropped
 * @param unconstrainedNumber {@code unconstrained_number}; null if absent, which is not the same as false
 * @param tunnelMethod {@code tunnel_method}; none if absent
 * @param additionalProperties a JSON object with all other properties, those of {@code ssl_mode} and {@code tunnel_method} under these
 *     names; secret because nobody knows what they are
 */
public record DestinationPostgres(
        String host,
        int port,
        String database,
        String schema,
        String username,
        @Nullable Secret password,
        boolean ssl,
        @Nullable SslMode sslMode,
        CdcDeletion cdcDeletionMode,
        Map<String, String> jdbcUrlParams,
        @Nullable String rawDataSchema,
        boolean disableTypeDedupe,
        boolean dropCascade,
        @Nullable Boolean unconstrainedNumber,
        TunnelMethod tunnelMethod,
        Secret additionalProperties) {

    /** The connector's name. */
    public static final String NAME = "destination-postgres";

    /** The schema of a configuration that names none. */
    public static final String DEFAULT_SCHEMA = "public";

    static final String FAILURE = "Cannot use this configuration of destination-postgres";

    /**
     * Checks everything.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path
     */
    public DestinationPostgres(
            String host,
            int port,
            String database,
            String schema,
            String username,
            @Nullable Secret password,
            boolean ssl,
            @Nullable SslMode sslMode,
            CdcDeletion cdcDeletionMode,
            Map<String, String> jdbcUrlParams,
            @Nullable String rawDataSchema,
            boolean disableTypeDedupe,
            boolean dropCascade,
            @Nullable Boolean unconstrainedNumber,
            TunnelMethod tunnelMethod,
            Secret additionalProperties) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.schema = schema;
        this.username = username;
        this.password = password;
        this.ssl = ssl;
        this.sslMode = sslMode;
        this.cdcDeletionMode = Objects.requireNonNull(cdcDeletionMode, "cdcDeletionMode");
        this.jdbcUrlParams = Collections.unmodifiableMap(new TreeMap<>(jdbcUrlParams));
        this.rawDataSchema = rawDataSchema;
        this.disableTypeDedupe = disableTypeDedupe;
        this.dropCascade = dropCascade;
        this.unconstrainedNumber = unconstrainedNumber;
        this.tunnelMethod = Objects.requireNonNull(tunnelMethod, "tunnelMethod");
        SettingRules rules = new SettingRules();
        DestinationProperties.MODEL.check(this, "$", rules);
        rules.check(FAILURE);
        this.additionalProperties = DestinationReader.unknownTo(this, additionalProperties);
    }

    /**
     * Reads a {@code config.json}. Unknown properties are kept, null is as good as absent, and {@code destinationType} is passed over.
     *
     * @throws CacheException of kind {@code CONFIG} that lists every violation at once, each with its JSON path
     */
    public static DestinationPostgres fromJson(String json) {
        return DestinationReader.read(JsonSettings.read(json));
    }

    /**
     * The configuration of the destination in Airbyte Cloud that writes where a cache is: always encrypted, and with secrets in place of
     * references. What it cannot express is logged as a warning.
     */
    public static DestinationPostgres inCloud(PostgresConfig config) {
        return DestinationConversion.cloud(config);
    }

    /** What Airbyte's platform is told of the connector: a JSON object with the schema of its configuration. */
    public static String specification() {
        return ConnectorSpecification.json();
    }

    /** A configuration with the defaults. */
    public static DestinationPostgresBuilder builder() {
        return new DestinationPostgresBuilder();
    }

    /** A builder that holds all of this. */
    public DestinationPostgresBuilder toBuilder() {
        return new DestinationPostgresBuilder(this);
    }

    /**
     * The {@code config.json}, with passwords and keys in plain text: for a file that only its owner can read, or for an API, never
     * for a log or a message. Properties that are absent but have a default are written with it.
     */
    public String toJsonWithSecrets() {
        return JsonSettings.text(toTree());
    }

    ObjectNode toTree() {
        return DestinationReader.tree(this, additionalProperties);
    }

    /** Without anything that is or may be a secret. */
    @Override
    public String toString() {
        return ("DestinationPostgres[host=%s, port=%d, database=%s, schema=%s, username=%s, password=%s, ssl=%s, sslMode=%s, "
                        + "cdcDeletionMode=%s, jdbcUrlParams=%s, rawDataSchema=%s, disableTypeDedupe=%s, dropCascade=%s, "
                        + "unconstrainedNumber=%s, tunnelMethod=%s, additionalProperties=%s]")
                .formatted(
                        host,
                        port,
                        database,
                        schema,
                        username,
                        password,
                        ssl,
                        sslMode,
                        cdcDeletionMode,
                        jdbcUrlParams.keySet(),
                        rawDataSchema,
                        disableTypeDedupe,
                        dropCascade,
                        unconstrainedNumber,
                        tunnelMethod,
                        additionalProperties);
    }
}
