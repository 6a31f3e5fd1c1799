package io.sqlcache.postgres.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** Parameters of PostgreSQL's driver that a user may set, as they stand in a JDBC URL; their values may be secrets. */
final class DriverParameters {

    static final String CONNECT_TIMEOUT = "connectTimeout";
    static final String SOCKET_TIMEOUT = "socketTimeout";

    private static final String LOGIN_TIMEOUT = "loginTimeout";
    private static final String IN_SSL_MODE = "certificates and keys belong to the ssl mode";
    private static final String NO_CODE =
            "code to run cannot be named in a configuration; open the cache with a DataSource";
    private static final String WOULD_BREAK = "a cache relies on the driver's default";

    /** By setting, and what to do instead. */
    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("user", "set the username"),
            Map.entry("password", "set the password"),
            Map.entry("ssl", "set the ssl mode"),
            Map.entry("sslmode", "set the ssl mode"),
            Map.entry("sslNegotiation", "set the ssl mode"),
            Map.entry("sslrootcert", IN_SSL_MODE),
            Map.entry("sslcert", IN_SSL_MODE),
            Map.entry("sslkey", IN_SSL_MODE),
            Map.entry("sslpassword", IN_SSL_MODE),
            Map.entry("pemKeyAlgorithm", IN_SSL_MODE),
            Map.entry("currentSchema", "set the schema"),
            Map.entry("PGHOST", "set the host"),
            Map.entry("PGPORT", "set the port"),
            Map.entry("PGDBNAME", "set the database"),
            Map.entry("service", "set host, port and database"),
            Map.entry("sslfactory", NO_CODE),
            Map.entry("sslfactoryarg", NO_CODE),
            Map.entry("sslhostnameverifier", NO_CODE),
            Map.entry("sslpasswordcallback", NO_CODE),
            Map.entry("socketFactory", NO_CODE),
            Map.entry("socketFactoryArg", NO_CODE),
            Map.entry("connectExecutor", NO_CODE),
            Map.entry("connectExecutorArg", NO_CODE),
            Map.entry("classLoaderStrategy", NO_CODE),
            Map.entry("authenticationPluginClassName", NO_CODE),
            Map.entry("xmlFactoryFactory", NO_CODE),
            Map.entry("autosave", WOULD_BREAK),
            Map.entry("convertBooleanToNumeric", WOULD_BREAK),
            Map.entry("preferQueryMode", WOULD_BREAK),
            Map.entry("protocolVersion", WOULD_BREAK),
            Map.entry("readOnly", WOULD_BREAK),
            Map.entry("replication", WOULD_BREAK),
            Map.entry("stringtype", WOULD_BREAK),
            Map.entry("logServerErrorDetail", "errors would quote rows"));

    /** {@code jdbc_url_params}. */
    static final TextType<Map<String, String>> TYPE =
            new TextType<>(TextType.Form.PLAIN, DriverParameters::parse, DriverParameters::text);

    private DriverParameters() {}

    /** Reads {@code k=v&k2=v2}, decoded as a JDBC URL is; values are never told. */
    static Optional<Map<String, String>> parse(String text, String path, SettingRules rules) {
        int before = rules.count();
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isBlank()) {
                parsePair(pair.strip(), path, rules, parameters);
            }
        }
        return rules.count() == before ? Optional.of(parameters) : Optional.empty();
    }

    private static void parsePair(String pair, String path, SettingRules rules, Map<String, String> parameters) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            rules.add(path + ": is not of the form key1=value1&key2=value2");
            return;
        }
        String name = pair.substring(0, equals);
        try {
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (parameters.put(name, value) != null) {
                rules.add("%s: has \"%s\" twice".formatted(path, SettingRules.printable(name)));
            }
        } catch (IllegalArgumentException e) {
            rules.add("%s: the value of \"%s\" is not percent-encoded".formatted(path, SettingRules.printable(name)));
        }
    }

    /** The inverse of {@link #parse}. */
    static String text(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                        .collect(Collectors.joining("&"));
    }

    /** Notes parameters that a cache does not take, and time-outs that are no time-outs. */
    static void checkWithTimeouts(SettingRules rules, String setting, Map<String, String> parameters) {
        check(rules, setting, withoutTimeouts(parameters));
        for (String name : new String[] {CONNECT_TIMEOUT, LOGIN_TIMEOUT, SOCKET_TIMEOUT}) {
            String value = parameters.get(name);
            if (value != null && !value.matches("\\d{1,6}")) {
                rules.add("%s %s is not a whole number of seconds".formatted(setting, name));
            } else if (value != null) {
                rules.timeout(setting + " " + name, Duration.ofSeconds(Integer.parseInt(value)));
            }
        }
    }

    /** Notes parameters that a cache does not take. */
    static void check(SettingRules rules, String setting, Map<String, String> parameters) {
        new TreeMap<>(parameters).forEach((name, value) -> {
            String instead = RESERVED.get(name);
            if (instead != null) {
                rules.add("%s %s cannot be set: %s".formatted(setting, name, instead));
            } else if (isTimeout(name)) {
                rules.add("%s %s cannot be set: set the connect or the socket timeout".formatted(setting, name));
            } else {
                checkValue(rules, setting, name, value);
            }
        });
    }

    /** The driver itself tells only when it connects. */
    private static void checkValue(SettingRules rules, String setting, String name, String value) {
        PGProperty known = PGProperty.forName(name);
        if (known == null) {
            rules.add("%s the driver knows no parameter \"%s\"".formatted(setting, SettingRules.printable(name)));
            return;
        }
        String usual = Objects.requireNonNullElse(known.getDefaultValue(), "");
        String[] choices = known.getChoices();
        if (choices != null && !Arrays.asList(choices).contains(value)) {
            rules.add("%s %s is not one of %s".formatted(setting, name, String.join(", ", choices)));
        } else if (usual.matches("true|false") && !value.matches("true|false")) {
            rules.add("%s %s is neither true nor false".formatted(setting, name));
        } else if (usual.matches("-?\\d+") && !value.matches("-?\\d{1,9}")) {
            rules.add("%s %s is not a whole number".formatted(setting, name));
        } else {
            rules.noNul(setting + " " + name, value);
        }
    }

    /** What is left for the driver. */
    static Map<String, String> withoutTimeouts(Map<String, String> parameters) {
        Map<String, String> others = new HashMap<>(parameters);
        others.keySet().removeIf(DriverParameters::isTimeout);
        return others;
    }

    /** How long connecting may take: the longer of the two that the driver counts apart; zero is for ever. */
    static Optional<Duration> connectTimeout(Map<String, String> parameters) {
        return Stream.of(CONNECT_TIMEOUT, LOGIN_TIMEOUT)
                .flatMap(name -> seconds(parameters, name).stream())
                .reduce((one, other) -> one.isZero() || one.compareTo(other) > 0 && !other.isZero() ? one : other);
    }

    /** How long the server may be silent. */
    static Optional<Duration> socketTimeout(Map<String, String> parameters) {
        return seconds(parameters, SOCKET_TIMEOUT);
    }

    private static Optional<Duration> seconds(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(Long::valueOf).map(Duration::ofSeconds);
    }

    private static boolean isTimeout(String name) {
        return name.equals(CONNECT_TIMEOUT) || name.equals(LOGIN_TIMEOUT) || name.equals(SOCKET_TIMEOUT);
    }
}
