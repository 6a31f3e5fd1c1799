package io.sqlcache.core.load.value;

/** A number rounded half up, away from zero, to so many digits after the point, spelled without exponent. Not thread-safe. */
final class RoundedDecimal {

    /** The first byte is kept free for the sign, the second for a carry. */
    private static final int FIRST = 2;

    private byte[] bytes = new byte[64];
    private int start;
    private int end;

    /**
     * Rounds a number that is not zero.
     *
     * @param number has no more integer digits than any column
     */
    void round(DecimalText number, int scale) {
        long point = number.pointAfter();
        long first = Math.min(number.firstDigit(), point);
        room(FIRST + 2 + (point - first) + scale);
        bytes[1] = '0';
        end = FIRST;
        spell(number, first, point);
        int integerEnd = end;

        if (scale > 0) {
            bytes[end++] = '.';
            spell(number, point, point + scale);
        }

        if (number.digit(point + scale) >= 5) {
            carry();
        }

        finish(number, integerEnd);
    }

    private void spell(DecimalText number, long from, long to) {
        for (long k = from; k < to; k++) {
            bytes[end++] = (byte) ('0' + number.digit(k));
        }
    }

    private void carry() {
        int i = end - 1;

        while (bytes[i] == '9' || bytes[i] == '.') {
            bytes[i] = bytes[i] == '9' ? (byte) '0' : (byte) '.';
            i--;
        }

        bytes[i]++;
    }

    private void finish(DecimalText number, int integerEnd) {
        while (end > integerEnd && (bytes[end - 1] == '0' || bytes[end - 1] == '.')) {
            end--;
        }

        start = bytes[1] != '0' || integerEnd == FIRST ? 1 : FIRST;
        boolean zero = bytes[start] == '0' && end == start + 1;

        if (number.isNegative() && !zero) {
            bytes[--start] = '-';
        }
    }

    /**
     * The digits before the point; of a number below 1, minus the zeros between the point and its first digit, which for 0
     * are without end.
     */
    int magnitude() {
        int first = bytes[start] == '-' ? start + 1 : start;

        if (bytes[first] != '0') {
            return pointFrom(first) - first;
        }

        int digit = first + 2;

        while (digit < end && bytes[digit] == '0') {
            digit++;
        }

        return digit < end ? first + 2 - digit : Integer.MIN_VALUE;
    }

    private int pointFrom(int first) {
        int i = first;

        while (i < end && bytes[i] != '.') {
            i++;
        }

        return i;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    private void room(long needed) {
        if (needed > bytes.length) {
            bytes = new byte[(int) needed];
        }
    }
}
