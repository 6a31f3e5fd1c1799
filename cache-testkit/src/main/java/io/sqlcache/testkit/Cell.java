package io.sqlcache.testkit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a field of a record is to become.
 *
 * @param value as it is to be read; null for SQL NULL
 * @param change the kind and the reason of its entry in {@code _airbyte_meta.changes}; empty for none
 * @param rest what was rounded off a time, in seconds; null for other values
 */
record Cell(@Nullable Object value, String change, @Nullable BigDecimal rest) {

    /** A value of which nothing was rounded off. */
    Cell(@Nullable Object value, String change) {
        this(value, change, null);
    }

    private static final Cell NOTHING = new Cell(null, "");

    /**
     * A value that is to be read as JSON of this meaning.
     *
     * @param canonical equal for equal JSON
     */
    record JsonValue(String canonical) {}

    static Cell nothing() {
        return NOTHING;
    }

    static Cell of(Object value) {
        return new Cell(value, "");
    }

    static Cell misfit() {
        return new Cell(null, ValueContract.MISFIT);
    }

    static Cell beyond() {
        return new Cell(null, ValueContract.BEYOND);
    }

    static Cell replaced(Object value) {
        return new Cell(value, ValueContract.REPLACED);
    }

    static Cell cut(Object value) {
        return new Cell(value, ValueContract.CUT);
    }

    static Cell rounded(Object value, BigDecimal rest) {
        return new Cell(value, ValueContract.CUT, rest);
    }

    /** Whether this is not what the source sent. */
    boolean isChanged() {
        return !change.isEmpty();
    }

    /** Equal for values that a database takes for equal. */
    String canonical() {
        return canonicalOf(value);
    }

    /** What was read in the place of this value, to be compared with {@link #canonical()}. */
    String canonical(@Nullable Object found) {
        return canonicalOf(
                value instanceof JsonValue && found instanceof String json
                        ? new JsonValue(JsonMeaning.of(json).canonical())
                        : found);
    }

    private static String canonicalOf(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        String text = value instanceof BigDecimal number ? plain(number) : value.toString();
        return value.getClass().getSimpleName() + " " + text;
    }

    /** Databases differ in the zeros that they keep at the end of a number. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
