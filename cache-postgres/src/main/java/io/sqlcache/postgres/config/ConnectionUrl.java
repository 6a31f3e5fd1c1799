package io.sqlcache.postgres.config;

import io.sqlcache.api.CacheException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A URL of libpq or of the JDBC driver. No part of it is told if a password might be there. */
final class ConnectionUrl {

    private static final String FAILURE = "Cannot use this PostgreSQL URL";

    /** A name in brackets, or one without colons; then perhaps a port. */
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::([^:]*))?");

    /** What the driver calls libpq's parameters. */
    private static final Map<String, String> LIBPQ_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "require_auth", "requireAuth",
            "keepalives", "tcpKeepAlive");

    private static final Map<String, String> JDBC_NAMES = Map.of(
            "currentSchema", LibpqSettings.SCHEMA,
            "connectTimeout", LibpqSettings.CONNECT_TIMEOUT,
            "socketTimeout", LibpqSettings.SOCKET_TIMEOUT,
            "PGHOST", LibpqSettings.HOST,
            "PGPORT", LibpqSettings.PORT,
            "PGDBNAME", LibpqSettings.DATABASE);

    /** Who writes such URLs. */
    private enum Dialect {
        LIBPQ,
        JDBC
    }

    private final Dialect dialect;
    private final Map<String, String> parameters = new HashMap<>();
    private final SettingRules rules = new SettingRules();

    private ConnectionUrl(Dialect dialect) {
        this.dialect = dialect;
    }

    static PostgresConfig read(String url, Map<String, String> environment) {
        return after(url, "jdbc:postgresql:")
                .map(rest -> new ConnectionUrl(Dialect.JDBC).parse(rest, environment))
                .or(() -> after(url, "postgresql:")
                        .or(() -> after(url, "postgres:"))
                        .map(rest -> new ConnectionUrl(Dialect.LIBPQ).parse(rest, environment)))
                .orElseThrow(() -> new CacheException(
                        CacheException.Kind.CONFIG,
                        FAILURE + ": it begins with none of postgresql://, postgres:// and jdbc:postgresql://."));
    }

    private static Optional<String> after(String url, String scheme) {
        return url.startsWith(scheme) ? Optional.of(url.substring(scheme.length())) : Optional.empty();
    }

    private PostgresConfig parse(String rest, Map<String, String> environment) {
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        String authority = "";
        String database = place;
        if (place.startsWith("//")) {
            int slash = place.indexOf('/', 2);
            authority = place.substring(2, slash < 0 ? place.length() : slash);
            database = slash < 0 ? "" : place.substring(slash + 1);
        }
        boolean hidden = (database + (query < 0 ? "" : rest.substring(query))).contains("@");
        if (hidden && !authority.contains("@")) {
            rules.add("it has an @ after its host: in a user or password, write / as %2F, ? as %3F and @ as %40");
            rules.check(FAILURE);
        }
        authority(authority);
        put(LibpqSettings.DATABASE, database);
        if (query >= 0) {
            query(rest.substring(query + 1));
        }
        ssl();
        rules.check(FAILURE);
        return new LibpqSettings(parameters, rules).build(FAILURE, environment);
    }

    private void authority(String authority) {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String login = authority.substring(0, at);
            int colon = login.indexOf(':');
            put(LibpqSettings.USER, colon < 0 ? login : login.substring(0, colon));
            put(LibpqSettings.PASSWORD, colon < 0 ? "" : login.substring(colon + 1));
        }
        String server = authority.substring(at + 1);
        if (server.contains(",")) {
            rules.add("it names several hosts, and a cache is at one");
            return;
        }
        Matcher parts = HOST.matcher(server);
        if (parts.matches()) {
            put(LibpqSettings.HOST, parts.group(1));
            put(LibpqSettings.PORT, parts.group(2));
        } else {
            rules.add("its host is not followed by a port; an IPv6 address goes in brackets");
        }
    }

    private void query(String query) {
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                rules.add("its parameters are not of the form name1=value1&name2=value2");
                return;
            }
            String name = pair.substring(0, equals);
            put(names().getOrDefault(name, name), pair.substring(equals + 1));
        }
    }

    /** Empty is as good as absent; a parameter goes before the same in the place. */
    private void put(String parameter, @Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return;
        }
        try {
            parameters.put(parameter, decode(encoded));
        } catch (IllegalArgumentException e) {
            rules.add("a percent sign in it is not followed by two hexadecimal digits: write % as %25");
        }
    }

    private Map<String, String> names() {
        return switch (dialect) {
            case LIBPQ -> LIBPQ_NAMES;
            case JDBC -> JDBC_NAMES;
        };
    }

    /** Only in forms, and so for the driver, a plus is a blank. */
    private String decode(String text) {
        return switch (dialect) {
            case LIBPQ -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            case JDBC -> URLDecoder.decode(text, StandardCharsets.UTF_8);
        };
    }

    private String modeOfSsl() {
        return switch (dialect) {
            case LIBPQ -> "require";
            case JDBC -> "verify-full";
        };
    }

    private void ssl() {
        if ("true".equals(parameters.remove("ssl"))) {
            parameters.putIfAbsent(LibpqSsl.MODE, modeOfSsl());
        }
        parameters.computeIfPresent("tcpKeepAlive", (name, value) -> keepAlive(value));
    }

    private static String keepAlive(String value) {
        return switch (value) {
            case "1" -> "true";
            case "0" -> "false";
            default -> value;
        };
    }
}
