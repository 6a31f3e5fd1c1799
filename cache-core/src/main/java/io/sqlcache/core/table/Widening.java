package io.sqlcache.core.table;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import java.util.Optional;

/**
 * Decides whether a column can stay as it is when the catalog gives its field another type: the table of
 * {@code docs/evolution.md}.
 */
final class Widening {

    /** Types whose values mean the same in each other's columns, if these are wide enough. */
    private enum Family {
        TEXT,
        TRUTH,
        NUMBER,
        DAY,
        TIME,
        JSON
    }

    private Widening() {}

    /**
     * What the column has to become; empty if it holds every value of the field already. Limits of text, numbers and seconds
     * are no reason to change it: values beyond them are cut or nulled, and told.
     *
     * @param column what the column holds now; one that can be written
     * @param field what it is to hold from now on, beside what is in it
     */
    static Optional<LogicalType> of(PhysicalType column, LogicalType field) {
        Family own = family(column);
        if (own == Family.TEXT || own == Family.JSON) {
            return Optional.empty();
        }
        if (own == family(field)) {
            boolean narrower = column == PhysicalType.BIGINT && field != LogicalType.INTEGER
                    || column == PhysicalType.DATE && field != LogicalType.DATE;
            return narrower ? Optional.of(field) : Optional.empty();
        }
        // Nothing but text and JSON holds values of two families.
        return Optional.of(family(field) == Family.TEXT ? LogicalType.STRING : LogicalType.ANY);
    }

    private static Family family(PhysicalType column) {
        return switch (column) {
            case TEXT -> Family.TEXT;
            case BOOLEAN -> Family.TRUTH;
            case BIGINT, DECIMAL, DOUBLE -> Family.NUMBER;
            case DATE, TIMESTAMP, TIMESTAMP_TZ -> Family.DAY;
            case TIME, TIME_TZ -> Family.TIME;
            case JSON -> Family.JSON;
            case OTHER -> throw new IllegalArgumentException("A column that cannot be written cannot be widened");
        };
    }

    private static Family family(LogicalType field) {
        return switch (field) {
            case STRING -> Family.TEXT;
            case BOOLEAN -> Family.TRUTH;
            case INTEGER, BIG_INTEGER, NUMBER -> Family.NUMBER;
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE -> Family.DAY;
            case TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE -> Family.TIME;
            case OBJECT, ARRAY, ANY -> Family.JSON;
        };
    }
}
