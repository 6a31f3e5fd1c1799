package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sqlcache.core.backend.RowSink;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A column of IEEE 754 doubles. A number is cut there if the double, in as many digits, reads differently. */
final class DoubleTarget implements NumberTarget {

    /** Up to here every whole number is a double. */
    private static final long MOST_EXACT = 1L << 53;

    /** Powers of ten up to here are doubles, so that one division rounds correctly. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Decimals of so few digits come back from a double as they were. */
    private static final int CERTAIN_DIGITS = 15;

    /** No double reads differently for digits beyond these. */
    private static final int MOST_DIGITS = 800;

    @Override
    public Fit write(DecimalText number, RowSink sink) {
        if (number.isShort() && Math.abs(number.shortValue()) <= MOST_EXACT) {
            long value = number.shortValue();
            sink.writeDouble(value == 0 && number.isNegative() ? -0.0 : value);

            return Fit.EXACT;
        }

        if (!number.hasExponent() && number.digitCount() <= CERTAIN_DIGITS) {
            sink.writeDouble(fraction(number));

            return Fit.EXACT;
        }

        return writeCarefully(number, sink);
    }

    private static double fraction(DecimalText number) {
        long digits = 0;

        for (int k = 0; k < number.digitCount(); k++) {
            digits = digits * 10 + number.digit(k);
        }

        double value = digits / TENS[(int) number.spelledScale()];

        return number.isNegative() ? -value : value;
    }

    private static Fit writeCarefully(DecimalText number, RowSink sink) {
        if (number.isZero()) {
            sink.writeDouble(number.isNegative() ? -0.0 : 0.0);

            return Fit.EXACT;
        }

        // Also keeps numbers from BigDecimal that it would take for ever to read.
        if (number.digitCount() > MOST_DIGITS || Math.abs(number.pointAfter()) > MOST_DIGITS) {
            return writeExtreme(number, sink);
        }

        String text = new String(number.bytes(), number.start(), number.end() - number.start(), US_ASCII);
        double value = Double.parseDouble(text);

        if (Double.isInfinite(value)) {
            return Fit.OVERFLOW;
        }

        sink.writeDouble(value);
        BigDecimal asked = new BigDecimal(text);
        MathContext digits = new MathContext(asked.precision(), RoundingMode.HALF_EVEN);

        return new BigDecimal(value).round(digits).compareTo(asked) == 0 ? Fit.EXACT : Fit.CUT;
    }

    private static Fit writeExtreme(DecimalText number, RowSink sink) {
        String text = new String(number.bytes(), number.start(), number.end() - number.start(), US_ASCII);
        double value = Double.parseDouble(text);

        if (Double.isInfinite(value)) {
            return Fit.OVERFLOW;
        }

        sink.writeDouble(value);

        return Fit.CUT;
    }
}
