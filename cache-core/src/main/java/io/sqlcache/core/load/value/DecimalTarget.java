package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A column of exact decimals. Digits after the point beyond its scale are rounded half up; digits before it are not lost. */
final class DecimalTarget implements NumberTarget {

    private static final byte[] ZERO = {'0'};

    /** Numbers with more digits after the point are compared as they are rounded. */
    private static final int MOST_DIGITS = 1_000;

    private final long precision;
    private final long scale;
    private final long magnitude;
    private final RoundedDecimal rounded = new RoundedDecimal();
    private final JsonNumber literal = new JsonNumber();

    DecimalTarget(ColumnType column, Decimals limits) {
        boolean limitedScale = column.scale() != ColumnType.UNLIMITED;
        boolean limitedPrecision = column.precision() != ColumnType.UNLIMITED;
        this.precision = limitedPrecision ? column.precision() : Integer.MAX_VALUE;
        this.scale = limitedScale ? column.scale() : limits.fractionDigits();
        this.magnitude =
                limitedPrecision ? column.precision() - (limitedScale ? column.scale() : 0) : limits.integerDigits();
    }

    @Override
    public Fit write(DecimalText number, RowSink sink) {
        if (number.isZero()) {
            writeZero(number, sink);

            return Fit.EXACT;
        }

        long before = number.magnitude();
        long after = Math.min(scale, precision - before);

        if (before > magnitude) {
            return Fit.OVERFLOW;
        }

        if (number.spelledScale() > after) {
            return writeRounded(number, (int) after, sink);
        }

        literal.spell(number);
        sink.writeDecimal(literal.bytes(), literal.start(), literal.length());

        return Fit.EXACT;
    }

    @Override
    public Optional<BigDecimal> remainder(DecimalText number) {
        if (number.spelledScale() > MOST_DIGITS) {
            return Optional.empty();
        }

        return Optional.of(decimal(number.bytes(), number.start(), number.end() - number.start())
                .subtract(decimal(rounded.bytes(), rounded.start(), rounded.length())));
    }

    private static BigDecimal decimal(byte[] digits, int start, int length) {
        return new BigDecimal(new String(digits, start, length, StandardCharsets.US_ASCII));
    }

    /** Without its sign, which no decimal has, and without an exponent, which may be any. */
    private void writeZero(DecimalText number, RowSink sink) {
        if (number.isJson() && !number.hasExponent() && number.spelledScale() <= scale) {
            sink.writeDecimal(number.bytes(), number.digitsStart(), number.end() - number.digitsStart());
        } else {
            sink.writeDecimal(ZERO, 0, ZERO.length);
        }
    }

    private Fit writeRounded(DecimalText number, int after, RowSink sink) {
        rounded.round(number, after);

        if (rounded.magnitude() > magnitude) {
            return Fit.OVERFLOW;
        }

        sink.writeDecimal(rounded.bytes(), rounded.start(), rounded.length());

        return number.neededScale() > after ? Fit.CUT : Fit.EXACT;
    }
}
