package io.sqlcache.core.load.value;

/** A number as JSON spells it: its own text if that is JSON. Not thread-safe. */
final class JsonNumber {

    private final Scratch scratch = new Scratch();

    private byte[] bytes = {};
    private int start;
    private int length;

    /** Spells the number, with its digits and its exponent as they are. */
    void spell(DecimalText number) {
        if (number.isJson()) {
            bytes = number.bytes();
            start = number.start();
            length = number.end() - start;
        } else {
            respell(number);
        }
    }

    private void respell(DecimalText number) {
        scratch.clear();

        if (number.isNegative()) {
            scratch.put('-');
        }

        number.putInteger(scratch);
        number.putFraction(scratch);
        number.putExponent(scratch);
        bytes = scratch.bytes();
        start = 0;
        length = scratch.length();
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }
}
