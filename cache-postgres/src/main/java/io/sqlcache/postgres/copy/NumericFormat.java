package io.sqlcache.postgres.copy;

/**
 * Writes a JSON number literal as PostgreSQL's binary {@code numeric}, digit by digit: base 10000, most significant first.
 *
 * <p>Value and scale are those that PostgreSQL reads from the same text: {@code 1.50} keeps its two fraction digits,
 * {@code 1.50e3} has none, {@code -0} is 0.
 */
final class NumericFormat {

    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int HEADER_BYTES = 4 * Short.BYTES;
    private static final int GROUP = 4;
    private static final int MOST_INTEGER_DIGITS = 131_072;
    private static final int MOST_FRACTION_DIGITS = 16_383;
    private static final int ENDLESS = 100_000_000;

    private final byte[] ascii;
    private final int offset;
    private final int end;

    /** Digits before the point. */
    private int integerDigits;

    /** Digits after the point. */
    private int fractionDigits;

    /** Rank among the digits of the first that is not zero; -1 for none. */
    private int first = -1;

    /** Rank of the last that is not zero. */
    private int last;

    private int exponent;

    private NumericFormat(byte[] ascii, int offset, int length) {
        this.ascii = ascii;
        this.offset = offset;
        this.end = offset + length;
    }

    /** Puts the value with its length before it. */
    static void write(byte[] ascii, int offset, int length, CopyBuffer out) {
        new NumericFormat(ascii, offset, length).write(out);
    }

    private void write(CopyBuffer out) {
        int start = ascii[offset] == '-' ? offset + 1 : offset;
        scan(start);
        int scale = Math.min(Math.max(0, fractionDigits - exponent), MOST_FRACTION_DIGITS);
        out.reserve(Integer.BYTES + HEADER_BYTES + Short.BYTES * ((end - offset) / GROUP + 2));
        if (first < 0) {
            header(out, 0, 0, POSITIVE, scale);
            return;
        }
        int leading = integerDigits - first + exponent;
        check(leading, last + 1 - integerDigits - exponent);
        int weight = Math.floorDiv(leading - 1, GROUP);
        int firstGroup = leading - weight * GROUP;
        int groups = 1 + Math.floorDiv(last - first + GROUP - firstGroup, GROUP);
        header(out, groups, weight, start > offset ? NEGATIVE : POSITIVE, scale);
        digits(out, start, firstGroup);
    }

    private static void header(CopyBuffer out, int groups, int weight, int sign, int scale) {
        out.putInt(HEADER_BYTES + groups * Short.BYTES);
        out.putShort(groups);
        out.putShort(weight);
        out.putShort(sign);
        out.putShort(scale);
    }

    private void scan(int start) {
        int rank = 0;
        boolean fraction = false;
        for (int i = start; i < end; i++) {
            byte c = ascii[i];
            if (c == '.') {
                fraction = true;
            } else if (c == 'e' || c == 'E') {
                exponent = exponent(i + 1);
                break;
            } else {
                if (c != '0') {
                    first = first < 0 ? rank : first;
                    last = rank;
                }
                rank++;
                if (fraction) {
                    fractionDigits++;
                }
            }
        }
        integerDigits = rank - fractionDigits;
    }

    private int exponent(int start) {
        boolean negative = ascii[start] == '-';
        int value = 0;
        for (int i = negative || ascii[start] == '+' ? start + 1 : start; i < end; i++) {
            value = Math.min(value * 10 + ascii[i] - '0', ENDLESS);
        }
        return negative ? -value : value;
    }

    /** The digits from the first to the last that is not zero, in groups that are aligned at the decimal point. */
    private void digits(CopyBuffer out, int start, int firstGroup) {
        int missing = firstGroup;
        int group = 0;
        int rank = 0;
        for (int i = start; rank <= last; i++) {
            byte c = ascii[i];
            if (c != '.' && rank++ >= first) {
                group = group * 10 + c - '0';
                if (--missing == 0) {
                    out.putShort(group);
                    group = 0;
                    missing = GROUP;
                }
            }
        }
        if (missing < GROUP) {
            for (; missing > 0; missing--) {
                group *= 10;
            }
            out.putShort(group);
        }
    }

    private static void check(int integer, int fraction) {
        if (integer > MOST_INTEGER_DIGITS || fraction > MOST_FRACTION_DIGITS) {
            throw new IllegalArgumentException(
                    "A number of %d digits before and %d digits after the point is beyond numeric"
                            .formatted(integer, fraction));
        }
    }
}
