package io.sqlcache.postgres.config;

import io.sqlcache.api.CacheException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Connection parameters by libpq's names, made into a {@link PostgresConfig}; what is left counts as the driver's. Values are told
 * only if they cannot be secrets.
 */
final class LibpqSettings {

    static final String HOST = "host";
    static final String PORT = "port";
    static final String DATABASE = "dbname";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String CONNECT_TIMEOUT = "connect_timeout";

    /** Names of ours: libpq has no such parameters. */
    static final String SOCKET_TIMEOUT = "socket_timeout";

    static final String SCHEMA = "schema";

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", HOST),
            Map.entry("PGPORT", PORT),
            Map.entry("PGDATABASE", DATABASE),
            Map.entry("PGUSER", USER),
            Map.entry("PGPASSWORD", PASSWORD),
            Map.entry("PGSSLMODE", LibpqSsl.MODE),
            Map.entry("PGSSLROOTCERT", LibpqSsl.ROOT_CERTIFICATE),
            Map.entry("PGSSLCERT", LibpqSsl.CERTIFICATE),
            Map.entry("PGSSLKEY", LibpqSsl.KEY),
            Map.entry("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT),
            Map.entry("PGAPPNAME", "ApplicationName"),
            Map.entry("PGOPTIONS", "options"));

    private final Map<String, String> parameters;
    private final SettingRules rules;
    private final PostgresConfigBuilder config = PostgresConfig.builder();

    /** Settings of these parameters; what is wrong with them is added to the violations that there are already. */
    LibpqSettings(Map<String, String> parameters, SettingRules rules) {
        this.parameters = new HashMap<>(parameters);
        this.rules = rules;
    }

    /** The settings in the environment; an empty variable is as good as none. */
    static PostgresConfig ofEnvironment(Map<String, String> environment) {
        Map<String, String> parameters = new HashMap<>();
        VARIABLES.forEach((variable, parameter) -> Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> parameters.put(parameter, value)));
        return new LibpqSettings(parameters, new SettingRules())
                .build("Cannot use the environment as PostgreSQL settings", environment);
    }

    /**
     * The configuration. The host is {@code localhost} and the database is named like the user, unless given.
     *
     * @param environment for a password that is a reference
     * @throws CacheException of kind {@code CONFIG}
     */
    PostgresConfig build(String failure, Map<String, String> environment) {
        config.host("localhost");
        take(DATABASE).or(() -> Optional.ofNullable(parameters.get(USER))).ifPresent(config::database);
        take(HOST, config::host);
        take(PORT, this::port);
        take(USER, config::username);
        take(PASSWORD, text -> config.password(new SecretReferences(environment, rules).resolve(text)));
        take(SCHEMA, config::schemaName);
        config.sslMode(new LibpqSsl(parameters, rules).take());
        take(CONNECT_TIMEOUT, seconds -> timeout(CONNECT_TIMEOUT, seconds, config::connectTimeout));
        take(SOCKET_TIMEOUT, seconds -> timeout(SOCKET_TIMEOUT, seconds, config::socketTimeout));
        rules.check(failure);
        return config.driverParameters(parameters).build();
    }

    private Optional<String> take(String parameter) {
        return Optional.ofNullable(parameters.remove(parameter));
    }

    private void take(String parameter, Consumer<String> setting) {
        take(parameter).ifPresent(setting);
    }

    private void port(String text) {
        if (text.matches("\\d{1,5}")) {
            config.port(Integer.parseInt(text));
        } else {
            // What looks like a port may be a password whose @ or / is not encoded.
            rules.add("the port is not a number");
        }
    }

    private void timeout(String parameter, String seconds, Consumer<Duration> setting) {
        if (seconds.matches("\\d{1,6}")) {
            setting.accept(Duration.ofSeconds(Integer.parseInt(seconds)));
        } else {
            rules.add("%s is not a whole number of seconds".formatted(parameter));
        }
    }
}
