package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ValueLimits.Decimals;

/**
 * A decimal number in text, taken apart. Reads what JSON spells, and what people put into strings: a plus sign, leading
 * zeros, a point at either end. Holds the number parsed last; not thread-safe.
 */
final class DecimalText {

    /** The digits that a long always holds. */
    private static final int LONG_DIGITS = 18;

    /** Exponents end here: far beyond every bound, far from overflow when digits are counted with them. */
    private static final long MOST_EXPONENT = 1L << 40;

    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean negative;
    private boolean json;
    private int integerStart;
    private int integerDigits;
    private int fractionStart;
    private int fractionDigits;
    private int exponentStart;
    private long exponent;
    private long value;

    /** Takes a text apart; without spaces around it. False if it is no number. */
    boolean parse(byte[] in, int from, int to) {
        bytes = in;
        start = from;
        end = to;
        byte first = from < to ? in[from] : 0;
        negative = first == '-';
        integerStart = negative || first == '+' ? from + 1 : from;
        int i = digits(in, integerStart, to);
        integerDigits = i - integerStart;
        fractionStart = i;
        fractionDigits = 0;
        exponent = 0;
        json = first != '+' && (integerDigits == 1 || integerDigits > 0 && in[integerStart] != '0');

        return i == to ? integerDigits > 0 : fraction(i) && integerDigits + fractionDigits > 0;
    }

    /** Passes over digits and keeps what they say, which is right if they are few. */
    private int digits(byte[] in, int from, int to) {
        int i = from;
        long sum = 0;

        while (i < to && isDigit(in[i])) {
            sum = sum * 10 + (in[i] - '0');
            i++;
        }

        value = sum;

        return i;
    }

    private boolean fraction(int from) {
        int i = from;

        if (bytes[i] == '.') {
            fractionStart = ++i;

            while (i < end && isDigit(bytes[i])) {
                i++;
            }

            fractionDigits = i - fractionStart;
            json &= fractionDigits > 0;
        }

        return i == end || exponent(i);
    }

    private boolean exponent(int from) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }

        exponentStart = from;
        int i = from + 1;
        boolean down = i < end && bytes[i] == '-';
        i += i < end && (down || bytes[i] == '+') ? 1 : 0;
        int first = i;
        long sum = 0;

        while (i < end && isDigit(bytes[i])) {
            sum = Math.min(MOST_EXPONENT, sum * 10 + (bytes[i] - '0'));
            i++;
        }

        exponent = down ? -sum : sum;

        return i == end && i > first;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    byte[] bytes() {
        return bytes;
    }

    /** The first byte of the text. */
    int start() {
        return start;
    }

    /** The byte after the text. */
    int end() {
        return end;
    }

    boolean isNegative() {
        return negative;
    }

    /** Whether JSON spells the number so. */
    boolean isJson() {
        return json;
    }

    /** The text from the first digit or point on: without the sign. */
    int digitsStart() {
        return integerStart;
    }

    /** Whether there is an exponent other than zero. */
    boolean hasExponent() {
        return exponent != 0;
    }

    /** Whether it is written as a few digits and nothing else, so that {@link #shortValue} is its value. */
    boolean isShort() {
        return integerDigits <= LONG_DIGITS && fractionDigits == 0 && exponent == 0;
    }

    /** The value of a number that {@link #isShort}. */
    long shortValue() {
        return negative ? -value : value;
    }

    /** The number of digits in the text, before and after the point. */
    int digitCount() {
        return integerDigits + fractionDigits;
    }

    /** A digit, 0 to 9, counted from the left; 0 for those before the first and after the last. */
    int digit(long index) {
        if (index < 0 || index >= digitCount()) {
            return 0;
        }

        int k = (int) index;

        return bytes[k < integerDigits ? integerStart + k : fractionStart + k - integerDigits] - '0';
    }

    /** The index of the first digit that is not zero; the {@link #digitCount} if the number is zero. */
    int firstDigit() {
        int k = 0;

        while (k < digitCount() && digit(k) == 0) {
            k++;
        }

        return k;
    }

    boolean isZero() {
        return firstDigit() == digitCount();
    }

    /** How many digits stand before the point once the exponent is carried out; negative for zeros after the point. */
    long pointAfter() {
        return integerDigits + exponent;
    }

    /**
     * The digits before the point of a number that is not zero, leading zeros left out; of a number below 0.1, minus the
     * zeros between the point and its first digit.
     */
    long magnitude() {
        return pointAfter() - firstDigit();
    }

    /** The digits after the point as the text spells them, trailing zeros included. */
    long spelledScale() {
        return Math.max(0, fractionDigits - exponent);
    }

    /** The digits after the point that a number other than zero needs. */
    long neededScale() {
        int last = digitCount();

        while (last > 0 && digit(last - 1) == 0) {
            last--;
        }

        return Math.max(0, last - pointAfter());
    }

    /** Whether the number has no fraction: 1.0 and 1e3 are whole. */
    boolean isWhole() {
        return isShort() || isZero() || neededScale() == 0;
    }

    /** Whether a database with these limits reads the text as it is spelled. */
    boolean fits(Decimals limits) {
        return Math.abs(exponent) <= limits.exponent()
                && spelledScale() <= limits.fractionDigits()
                && (isZero() || magnitude() <= limits.integerDigits());
    }

    /** Puts the digits before the point without leading zeros, one at least. */
    void putInteger(Scratch out) {
        int from = integerStart;
        int to = integerStart + integerDigits;

        while (from < to && bytes[from] == '0') {
            from++;
        }

        if (from == to) {
            out.put('0');
        } else {
            out.put(bytes, from, to);
        }
    }

    /** Puts the point and the digits after it, if there are any. */
    void putFraction(Scratch out) {
        if (fractionDigits > 0) {
            out.put('.');
            out.put(bytes, fractionStart, fractionStart + fractionDigits);
        }
    }

    /** Puts the exponent as it is spelled, if there is one. */
    void putExponent(Scratch out) {
        if (exponent != 0) {
            out.put(bytes, exponentStart, end);
        }
    }
}
