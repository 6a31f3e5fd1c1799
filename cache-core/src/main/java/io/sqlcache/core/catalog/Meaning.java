package io.sqlcache.core.catalog;

import io.sqlcache.core.backend.LogicalType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON schema says of a value, null aside.
 *
 * @param type what it is; ANY if it can be anything, null if there can be none
 */
record Meaning(@Nullable LogicalType type) {

    /** There is no value. */
    static final Meaning NOTHING = new Meaning(null);

    /** Of which nothing is said. */
    static final Meaning ANYTHING = new Meaning(LogicalType.ANY);

    private static final Set<LogicalType> WHOLE = Set.of(LogicalType.INTEGER, LogicalType.BIG_INTEGER);
    private static final Set<LogicalType> NUMBERS =
            Set.of(LogicalType.INTEGER, LogicalType.BIG_INTEGER, LogicalType.NUMBER);
    private static final Set<LogicalType> TEXTS = Set.of(
            LogicalType.STRING,
            LogicalType.DATE,
            LogicalType.TIMESTAMP_WITH_TIMEZONE,
            LogicalType.TIMESTAMP_WITHOUT_TIMEZONE,
            LogicalType.TIME_WITH_TIMEZONE,
            LogicalType.TIME_WITHOUT_TIMEZONE);

    /** Whether it says of which type a value is. */
    boolean isTyped() {
        return type != null && type != LogicalType.ANY;
    }

    /** Whether its column is one of JSON. */
    boolean isJson() {
        return type == LogicalType.OBJECT || type == LogicalType.ARRAY;
    }

    /** The type of a field of this meaning. */
    LogicalType fieldType() {
        return type == null ? LogicalType.ANY : type;
    }

    /** What is true of a value that this or the other is true of: the least type that has both. */
    Meaning or(Meaning other) {
        if (type == null || equals(other)) {
            return other;
        }
        return other.type == null ? this : new Meaning(common(Set.of(type, other.type)));
    }

    private static LogicalType common(Set<LogicalType> types) {
        if (WHOLE.containsAll(types)) {
            return LogicalType.BIG_INTEGER;
        }
        if (NUMBERS.containsAll(types)) {
            return LogicalType.NUMBER;
        }
        return TEXTS.containsAll(types) ? LogicalType.STRING : LogicalType.ANY;
    }

    /**
     * What is true of a value that both are true of: the narrower type. Nothing is known of what contradicts itself; only null
     * gives way to any type.
     */
    Meaning and(Meaning other) {
        if (type == LogicalType.ANY || type == null && other.isTyped()) {
            return other;
        }
        if (!other.isTyped() || other.has(this)) {
            return this;
        }
        return has(other) ? other : ANYTHING;
    }

    /** Whether every value of the other is one of this. */
    private boolean has(Meaning other) {
        return other.type != null && or(other).equals(this);
    }
}
