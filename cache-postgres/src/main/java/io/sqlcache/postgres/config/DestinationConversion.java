package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache's configuration and a destination's, each made of the other without loss. The destination's {@code ssl_mode} counts only
 * when {@code ssl} is true, as it does for Airbyte's connector.
 */
final class DestinationConversion {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationConversion.class);

    /** A property of ours, which Airbyte's connector passes over. */
    private static final String TABLE_PREFIX = "table_prefix";

    private DestinationConversion() {}

    static PostgresConfig fromJson(String json, Map<String, String> environment) {
        ObjectNode tree = JsonSettings.read(json);
        SettingRules rules = new SettingRules();
        DestinationReader.checkType(tree, rules);
        var values = DestinationProperties.MODEL.values(tree, "$", rules);
        if (values.of(DestinationProperties.DISABLE_TYPE_DEDUPE)) {
            refuseRawTables(rules);
        }
        tablePrefix(tree, rules);
        rules.check(DestinationPostgres.FAILURE);
        return from(DestinationReader.read(tree), environment);
    }

    static PostgresConfig from(DestinationPostgres destination, Map<String, String> environment) {
        SettingRules rules = new SettingRules();
        if (destination.disableTypeDedupe()) {
            refuseRawTables(rules);
        }
        String prefix =
                tablePrefix(JsonSettings.read(destination.additionalProperties().reveal()), rules);
        rules.check(DestinationPostgres.FAILURE);
        PostgresConfig config = converted(SecretReferences.resolved(destination, environment), prefix);
        return ofOwnWords(config).equals(destination)
                ? config
                : config.withOrigin(new DestinationOrigin(destination, config));
    }

    private static void refuseRawTables(SettingRules rules) {
        rules.add("$.%s: is true, and raw tables are not supported: a cache has typed tables only"
                .formatted(DestinationProperties.DISABLE_TYPE_DEDUPE.name()));
    }

    private static String tablePrefix(ObjectNode json, SettingRules rules) {
        JsonNode prefix = json.path(TABLE_PREFIX);
        String path = "$." + TABLE_PREFIX;
        if (prefix.isMissingNode() || prefix.isNull()) {
            return "";
        }
        return TextType.plain()
                .read(prefix, path, rules)
                .map(text -> {
                    rules.tablePrefix(path + ":", text);
                    return text;
                })
                .orElse("");
    }

    private static PostgresConfig converted(DestinationPostgres destination, String prefix) {
        PostgresConfigBuilder config = PostgresConfig.builder()
                .host(destination.host())
                .port(destination.port())
                .database(destination.database())
                .username(destination.username())
                .schemaName(destination.schema())
                .tablePrefix(prefix)
                .sslMode(sslMode(destination))
                .tunnel(destination.tunnelMethod())
                .driverParameters(DriverParameters.withoutTimeouts(destination.jdbcUrlParams()))
                .cdcDeletion(destination.cdcDeletionMode())
                .numberType(
                        Boolean.FALSE.equals(destination.unconstrainedNumber())
                                ? NumberType.NUMERIC_38_9
                                : NumberType.UNCONSTRAINED);
        DriverParameters.connectTimeout(destination.jdbcUrlParams()).ifPresent(config::connectTimeout);
        DriverParameters.socketTimeout(destination.jdbcUrlParams()).ifPresent(config::socketTimeout);
        if (destination.password() != null) {
            config.password(destination.password());
        }
        if (destination.dropCascade()) {
            config.dropCascade();
        }
        return config.build();
    }

    private static SslMode sslMode(DestinationPostgres destination) {
        SslMode mode = destination.sslMode();
        if (destination.ssl()) {
            // Whoever wants ssl and names no mode wants more than "perhaps".
            return mode == null ? new SslMode.Require() : mode;
        }
        if (mode != null && mode.demandsEncryption()) {
            LOG.warn("$.ssl is not true, so $.ssl_mode \"{}\" is not used: set ssl to true to use it", mode.mode());
        }
        return new SslMode.Prefer();
    }

    /** The destination that writes where this cache is. */
    static PairedDestination paired(PostgresConfig config) {
        List<String> warnings = warnings(config);
        warnings.forEach(warning -> LOG.warn("The paired destination: {}", warning));
        DestinationOrigin origin = config.origin();
        DestinationPostgres destination = origin != null && origin.reads().equals(config.withoutOrigin())
                ? origin.destination()
                : ofOwnWords(config);
        return new PairedDestination(DestinationPostgres.NAME, destination, warnings);
    }

    /** The same in Airbyte Cloud, which takes encrypted connections only, and where no secret of this machine is. */
    static DestinationPostgres cloud(PostgresConfig config) {
        warnings(config).forEach(warning -> LOG.warn("The destination in Airbyte Cloud: {}", warning));
        DestinationPostgres destination = ofOwnWords(config);
        ObjectNode others = JsonSettings.read(destination.additionalProperties().reveal());
        others.remove(TABLE_PREFIX);
        return destination.toBuilder()
                .ssl(config.sslMode().demandsEncryption() ? config.sslMode() : new SslMode.Require())
                .additionalProperties(Secret.of(JsonSettings.text(others)))
                .build();
    }

    private static DestinationPostgres ofOwnWords(PostgresConfig config) {
        DestinationPostgresBuilder destination = DestinationPostgres.builder()
                .host(config.host())
                .port(config.port())
                .database(config.database())
                .schema(config.schemaName())
                .username(config.username())
                .password(config.password())
                .cdcDeletionMode(config.tables().cdcDeletion())
                .jdbcUrlParams(jdbcUrlParams(config))
                .tunnelMethod(config.tunnel());
        if (!config.sslMode().equals(new SslMode.Prefer())) {
            destination.ssl(config.sslMode());
        }
        if (config.tables().dropCascade()) {
            destination.dropCascade();
        }
        switch (config.tables().numberType()) {
            case UNCONSTRAINED -> {}
            case NUMERIC_38_9 -> destination.unconstrainedNumber(false);
        }
        ObjectNode others = JsonSettings.object();
        if (config.origin() != null) {
            others = JsonSettings.read(
                    config.origin().destination().additionalProperties().reveal());
            destination.rawDataSchema(config.origin().destination().rawDataSchema());
        }
        others.remove(TABLE_PREFIX);
        if (!config.tablePrefix().isEmpty()) {
            others.put(TABLE_PREFIX, config.tablePrefix());
        }
        return destination
                .additionalProperties(Secret.of(JsonSettings.text(others)))
                .build();
    }

    private static Map<String, String> jdbcUrlParams(PostgresConfig config) {
        Map<String, String> parameters = new HashMap<>(config.driverParameters());
        if (!config.connectTimeout().equals(Timeouts.DEFAULT.connect())) {
            parameters.put(DriverParameters.CONNECT_TIMEOUT, seconds(config.connectTimeout()));
        }
        if (!config.socketTimeout().equals(Timeouts.DEFAULT.socket())) {
            parameters.put(DriverParameters.SOCKET_TIMEOUT, seconds(config.socketTimeout()));
        }
        return parameters;
    }

    /** As the driver counts them; only zero is zero. */
    private static String seconds(Duration timeout) {
        return Long.toString(timeout.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static List<String> warnings(PostgresConfig config) {
        List<String> warnings = new ArrayList<>();
        if (!config.tablePrefix().isEmpty()) {
            warnings.add(
                    "It has no table prefix, so its tables are named without \"%s\", and its property %s is for sqlcache only."
                            .formatted(config.tablePrefix(), TABLE_PREFIX));
        }
        if (!config.lockTimeout().equals(Timeouts.DEFAULT.lock())) {
            warnings.add("It has no lock timeout; %s is left out.".formatted(config.lockTimeout()));
        }
        for (Duration timeout : List.of(config.connectTimeout(), config.socketTimeout())) {
            if (timeout.toNanosPart() != 0) {
                warnings.add("It counts timeouts in whole seconds, so %s becomes %s s."
                        .formatted(timeout, seconds(timeout)));
            }
        }
        return warnings;
    }
}
