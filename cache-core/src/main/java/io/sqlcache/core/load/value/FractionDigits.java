package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;

/** How many digits of a second's fraction a column keeps; rounds half up, later times being up. */
final class FractionDigits {

    private static final int MICROS = 6;

    private final long unit;

    FractionDigits(ColumnType column) {
        long micros = 1;
        int digits = column.precision() == ColumnType.UNLIMITED ? MICROS : column.precision();

        for (int i = digits; i < MICROS; i++) {
            micros *= 10;
        }

        this.unit = micros;
    }

    /** The nearest time that the column keeps, up to the last one: what would be rounded beyond it is cut. */
    long round(long micros, long last) {
        long rounded = round(micros);

        return rounded > last ? rounded - unit : rounded;
    }

    /** The nearest time that the column keeps. */
    long round(long micros) {
        return unit == 1 ? micros : Math.floorDiv(micros + unit / 2, unit) * unit;
    }
}
