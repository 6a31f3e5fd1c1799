package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;

/** A column of 64 bit integers: a fraction does not fit there, it is not cut off. */
final class BigintTarget implements NumberTarget {

    private static final int MOST_DIGITS = 19;

    @Override
    public Fit write(DecimalText number, RowSink sink) {
        if (number.isShort()) {
            sink.writeLong(number.shortValue());

            return Fit.EXACT;
        }

        if (number.isZero()) {
            sink.writeLong(0);

            return Fit.EXACT;
        }

        if (!number.isWhole()) {
            return Fit.MISFIT;
        }

        return number.magnitude() > MOST_DIGITS ? Fit.OVERFLOW : writeLong(number, sink);
    }

    /** Counts downwards, since the smallest long has no positive counterpart. */
    private static Fit writeLong(DecimalText number, RowSink sink) {
        long least = number.isNegative() ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long negated = 0;

        for (long k = number.firstDigit(); k < number.pointAfter(); k++) {
            int digit = number.digit(k);

            if (negated < (least + digit) / 10) {
                return Fit.OVERFLOW;
            }

            negated = negated * 10 - digit;
        }

        sink.writeLong(number.isNegative() ? negated : -negated);

        return Fit.EXACT;
    }
}
