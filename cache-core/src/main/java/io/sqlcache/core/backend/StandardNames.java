package io.sqlcache.core.backend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * PyAirbyte's rule for names, completed where it fails: lower case, {@code _} for everything but letters and digits of
 * ASCII, {@code _} before a leading digit.
 *
 * <p>A name of which nothing is left but underscores, which is too long, or which the database has for itself, gets a hash of the logical name at its end:
 * {@code _} and eight hexadecimal digits. All names are ASCII: their bytes are their characters.
 */
public final class StandardNames implements NameNormalizer {

    private static final int HASH_DIGITS = 8;

    private final int byteLimit;
    private final Set<String> reserved;

    /**
     * The rule for a database.
     *
     * @param byteLimit the longest name that it keeps, in bytes
     */
    public StandardNames(int byteLimit) {
        this(byteLimit, Set.of());
    }

    /**
     * The rule for a database that has names which nobody else may give to a table or column, quoted or not.
     *
     * @param byteLimit the longest name that it keeps, in bytes
     * @param reserved these names, in lower case
     */
    public StandardNames(int byteLimit, Set<String> reserved) {
        if (byteLimit < 2 * HASH_DIGITS) {
            throw new IllegalArgumentException("No room for names and a hash in %d bytes".formatted(byteLimit));
        }
        this.byteLimit = byteLimit;
        this.reserved = Set.copyOf(reserved);
    }

    @Override
    public String normalize(String logical) {
        String plain = plain(logical);
        boolean empty = plain.chars().allMatch(c -> c == '_');
        return empty || plain.length() > byteLimit || reserved.contains(plain) ? distinct(logical, logical) : plain;
    }

    @Override
    public String distinct(String logical, String identity) {
        String plain = plain(logical);
        String kept = plain.substring(0, Math.min(plain.length(), byteLimit - HASH_DIGITS - 1));
        return (kept.chars().allMatch(c -> c == '_') ? "" : kept) + "_" + hash(identity);
    }

    /** A character outside the Basic Multilingual Plane is one underscore, as in Python. */
    private static String plain(String logical) {
        StringBuilder plain = new StringBuilder(logical.length() + 1);
        logical.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> plain.append(isLetter(c) || isDigit(c) ? (char) c : '_'));
        if (!plain.isEmpty() && isDigit(plain.charAt(0))) {
            plain.insert(0, '_');
        }
        return plain.toString();
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String hash(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
