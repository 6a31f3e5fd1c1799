package io.sqlcache.testkit;

import io.sqlcache.core.backend.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a column for numbers holds of one: with a precision and a scale it is rounded half up, and what is left may be too large. */
record NumberColumn(ColumnType type) {

    /** What it holds of the number, and whether that is all of it. */
    Cell cell(BigDecimal number) {
        if (type.precision() == ColumnType.UNLIMITED) {
            return Cell.of(number);
        }
        BigDecimal kept = number.setScale(type.scale(), RoundingMode.HALF_UP);
        if (kept.precision() - kept.scale() > type.precision() - type.scale()) {
            return Cell.beyond();
        }
        return kept.compareTo(number) == 0 ? Cell.of(number) : Cell.rounded(kept, number.subtract(kept));
    }
}
