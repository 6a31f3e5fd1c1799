package io.sqlcache.postgres.config;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every property of destination-postgres, in the order in which Airbyte shows them: the one list that all goes by. */
final class DestinationProperties {

    private static final String CONNECTION = "connection";
    private static final String SYNC_BEHAVIOR = "sync_behavior";
    private static final String ADVANCED = "advanced";

    /** The groups of properties in a form, and their titles. */
    static final List<Map.Entry<String, String>> GROUPS = List.of(
            Map.entry(CONNECTION, "Connection"),
            Map.entry(SYNC_BEHAVIOR, "Sync Behavior"),
            Map.entry(ADVANCED, "Advanced"));

    private static final Property<DestinationPostgres, String> HOST = Property.of(
                    "host", TextType.plain(), DestinationPostgres::host)
            .required()
            .ruled(SettingRules::host)
            .described("Host", "Name or address of the database server.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, Integer> PORT = Property.of(
                    "port", new WholeNumberType(1, 65535), DestinationPostgres::port)
            .initially(PostgresConfig.DEFAULT_PORT)
            .described("Port", "TCP port that the server listens on.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, String> DATABASE = Property.of(
                    "database", TextType.plain(), DestinationPostgres::database)
            .required()
            .ruled(SettingRules::identifier)
            .described("Database", "Database that holds the tables, exactly as it is named.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, String> SCHEMA = Property.of(
                    "schema", TextType.plain(), DestinationPostgres::schema)
            .initially(DestinationPostgres.DEFAULT_SCHEMA)
            .ruled(SettingRules::schema)
            .described("Schema", "Schema of the tables, exactly as it is named; it is created if it is missing.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, String> USERNAME = Property.of(
                    "username", TextType.plain(), DestinationPostgres::username)
            .required()
            .ruled(SettingRules::identifier)
            .described("User", "Role that connects to the database.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, Secret> PASSWORD = Property.<DestinationPostgres>secret(
                    "password", TextType.secret(), DestinationPostgres::password, SettingRules::password)
            .described("Password", "Password of the role; left out if the server asks for none.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, Boolean> SSL = Property.of(
                    "ssl", new FlagType(), DestinationPostgres::ssl)
            .initially(false)
            .described(
                    "Use SSL Mode",
                    "Whether the SSL mode below is used. If not, the connection is encrypted when the server offers it, and nothing is promised.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, SslMode> SSL_MODE = Property.of(
                    "ssl_mode", SslModeProperties.TYPE, DestinationPostgres::sslMode)
            .described("SSL Mode", "Whether connections are encrypted, and what the server has to prove.")
            .in(CONNECTION);

    private static final Property<DestinationPostgres, CdcDeletion> CDC_DELETION_MODE = Property.of(
                    "cdc_deletion_mode",
                    ChoiceType.of(CdcDeletion.class, DestinationProperties::deletionName),
                    DestinationPostgres::cdcDeletionMode)
            .initially(CdcDeletion.HARD)
            .described(
                    "CDC Deletion Mode",
                    "What becomes of rows that a CDC source has deleted: they are deleted here too, or kept with the time of their deletion.")
            .in(SYNC_BEHAVIOR)
            .alwaysShown();

    private static final Property<DestinationPostgres, Map<String, String>> JDBC_URL_PARAMS = Property.of(
                    "jdbc_url_params", DriverParameters.TYPE, DestinationProperties::jdbcUrlParams)
            .ruled(DriverParameters::checkWithTimeouts)
            .described(
                    "JDBC URL Parameters",
                    "More parameters of the PostgreSQL JDBC driver, percent-encoded: key1=value1&key2=value2.")
            .in(ADVANCED);

    private static final Property<DestinationPostgres, String> RAW_DATA_SCHEMA = Property.of(
                    "raw_data_schema", TextType.plain(), DestinationPostgres::rawDataSchema)
            .described("Airbyte Internal Schema Name", "Kept for Airbyte's own connector; nothing is written there.")
            .in(ADVANCED);

    static final Property<DestinationPostgres, Boolean> DISABLE_TYPE_DEDUPE = Property.of(
                    "disable_type_dedupe", new FlagType(), DestinationPostgres::disableTypeDedupe)
            .initially(false)
            .described("Raw Tables Only", "Raw tables in place of typed ones: not supported, so leave it off.")
            .in(ADVANCED);

    private static final Property<DestinationPostgres, Boolean> DROP_CASCADE = Property.of(
                    "drop_cascade", new FlagType(), DestinationPostgres::dropCascade)
            .initially(false)
            .described(
                    "Drop What Depends On A Column",
                    "When a column needs another type, drop the views and the like that stand in the way, in place of an error that names them.")
            .in(ADVANCED);

    private static final Property<DestinationPostgres, Boolean> UNCONSTRAINED_NUMBER = Property.of(
                    "unconstrained_number", new FlagType(), DestinationPostgres::unconstrainedNumber)
            .initially(false)
            .described(
                    "Unconstrained Numbers",
                    "Number columns are made as NUMERIC, which holds every digit; false makes them NUMERIC(38,9).")
            .in(ADVANCED);

    private static final Property<DestinationPostgres, TunnelMethod> TUNNEL_METHOD = Property.of(
                    "tunnel_method", TunnelProperties.TYPE, DestinationPostgres::tunnelMethod)
            .initially(new TunnelMethod.None())
            .described("SSH Tunnel", "Whether the database is reached through an SSH server, and how to log in there.")
            .in(CONNECTION);

    static final ObjectModel<DestinationPostgres> MODEL = new ObjectModel<>(
            List.of(
                    HOST,
                    PORT,
                    DATABASE,
                    SCHEMA,
                    USERNAME,
                    PASSWORD,
                    SSL,
                    SSL_MODE,
                    CDC_DELETION_MODE,
                    JDBC_URL_PARAMS,
                    RAW_DATA_SCHEMA,
                    DISABLE_TYPE_DEDUPE,
                    DROP_CASCADE,
                    UNCONSTRAINED_NUMBER,
                    TUNNEL_METHOD),
            0,
            (values, path, rules) -> {},
            values -> new DestinationPostgres(
                    values.of(HOST),
                    values.of(PORT),
                    values.of(DATABASE),
                    values.of(SCHEMA),
                    values.of(USERNAME),
                    values.orNull(PASSWORD),
                    values.of(SSL),
                    values.orNull(SSL_MODE),
                    values.of(CDC_DELETION_MODE),
                    Objects.requireNonNullElse(values.orNull(JDBC_URL_PARAMS), Map.of()),
                    values.orNull(RAW_DATA_SCHEMA),
                    values.of(DISABLE_TYPE_DEDUPE),
                    values.of(DROP_CASCADE),
                    values.given(UNCONSTRAINED_NUMBER),
                    values.of(TUNNEL_METHOD),
                    Secret.of("{}")));

    private DestinationProperties() {}

    static boolean isKnown(String property) {
        return MODEL.properties().stream().anyMatch(known -> known.name().equals(property));
    }

    private static @Nullable Map<String, String> jdbcUrlParams(DestinationPostgres destination) {
        return destination.jdbcUrlParams().isEmpty() ? null : destination.jdbcUrlParams();
    }

    private static String deletionName(CdcDeletion deletion) {
        return switch (deletion) {
            case HARD -> "Hard delete";
            case SOFT -> "Soft delete";
        };
    }
}
