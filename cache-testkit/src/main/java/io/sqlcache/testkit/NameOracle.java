package io.sqlcache.testkit;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column may be called. */
final class NameOracle {

    /** PostgreSQL's limit; other databases have more room, so beyond it both forms are right. */
    private static final int SHORT = 63;

    private static final Pattern HASHED = Pattern.compile("[a-z0-9_]*_[0-9a-f]{8}");

    private NameOracle() {}

    /**
     * Whether a column has the name that the rule gives its field.
     *
     * @param taken the names of the columns that were there before
     */
    static boolean isRight(String field, String column, Set<String> taken) {
        String plain = plain(field);
        boolean hashed = HASHED.matcher(column).matches();
        if (taken.contains(column)) {
            return false;
        }
        if (plain.length() > SHORT || isOurs(plain)) {
            return hashed || column.equals(plain);
        }
        boolean works = plain.chars().anyMatch(c -> c != '_') && !taken.contains(plain);
        return works ? column.equals(plain) : hashed;
    }

    private static boolean isOurs(String name) {
        return name.startsWith("_airbyte_") || name.startsWith("_sqlcache_");
    }

    private static String plain(String field) {
        String plain = field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        return plain.matches("[0-9].*") ? "_" + plain : plain;
    }
}
