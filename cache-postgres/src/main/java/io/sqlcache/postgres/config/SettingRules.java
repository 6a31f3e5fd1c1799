package io.sqlcache.postgres.config;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What settings must be like; collects every violation, to tell them all at once. Values are quoted, secrets never. */
final class SettingRules {

    private static final Pattern MASK = Pattern.compile("\\*{4,}");

    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);

    private final List<String> violations = new ArrayList<>();

    void add(String violation) {
        violations.add(violation);
    }

    /** How many violations there are. */
    int count() {
        return violations.size();
    }

    /** Throws if there is any violation. */
    void check(String failure) {
        if (!violations.isEmpty()) {
            throw new CacheException(CacheException.Kind.CONFIG, failure + ": " + String.join("; ", violations) + ".");
        }
    }

    /** A host, in brackets or not. */
    void host(String setting, String value) {
        if (isGiven(setting, value)) {
            String host = withoutBrackets(value);
            if (host.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "/?#@,\\\"[]".indexOf(c) >= 0)) {
                add("%s \"%s\" is not the name or address of one host".formatted(setting, printable(value)));
            }
        }
    }

    void port(String setting, int value) {
        if (value < 1 || value > 65535) {
            add("%s %d is not between 1 and 65535".formatted(setting, value));
        }
    }

    /** A text that is there. */
    void given(String setting, String value) {
        isGiven(setting, value);
    }

    /** The name of something in the database, taken as it is. */
    void identifier(String setting, String value) {
        if (isGiven(setting, value)) {
            nameLength(setting, value);
        }
    }

    void schema(String setting, String value) {
        identifier(setting, value);
        if (value.startsWith("pg_")) {
            add("%s \"%s\" begins with \"pg_\", which PostgreSQL keeps for itself".formatted(setting, value));
        }
    }

    void tablePrefix(String setting, String value) {
        noNul(setting, value);
        nameLength(setting, value);
    }

    void password(String setting, @Nullable Secret value) {
        if (value != null) {
            noNul(setting, value.reveal());
        }
    }

    /** Airbyte shows stars in place of a secret, and takes them for the secret that it has stored. */
    void notMasked(String setting, Secret value) {
        if (MASK.matcher(value.reveal()).matches()) {
            add(setting + " holds only stars, which Airbyte shows in place of a secret; give the secret itself");
        }
    }

    void timeout(String setting, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST_TIMEOUT) > 0) {
            add("%s %s is not between zero and %d days".formatted(setting, value, LONGEST_TIMEOUT.toDays()));
        }
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Settings may come from code that knows no {@code @Nullable}. */
    private boolean isGiven(String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(setting + " is blank");
            return false;
        }
        return noNul(setting, value);
    }

    boolean noNul(String setting, String value) {
        if (value.indexOf('\0') >= 0) {
            add(setting + " contains a NUL character");
            return false;
        }
        return true;
    }

    private void nameLength(String setting, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > PostgresConfig.NAME_BYTES) {
            add("%s \"%s\" is %d bytes long; PostgreSQL's limit is %d"
                    .formatted(setting, value, bytes, PostgresConfig.NAME_BYTES));
        }
    }

    /** A URL in place of a host may hold a password. */
    static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "?").replaceFirst("^.*@", "****@");
    }
}
