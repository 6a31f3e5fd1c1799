package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ValueLimits;

/** How large a JSON value gets in the database's own form, where small values may take more room than in text. */
final class JsonSize {

    private final long most;
    private final int perValue;

    private final long certain;

    JsonSize(ValueLimits.Json limits) {
        this.most = limits.bytes();
        this.perValue = limits.bytesPerValue();
        this.certain = most / (perValue / 2 + 1);
    }

    /** No JSON text up to this length can be too large: two bytes are the least that a value takes there. */
    long certain() {
        return certain;
    }

    /** Whether a JSON text is certain to fit. */
    boolean isStorable(byte[] in, int from, int to) {
        return to - from <= certain || to - from + perValue * values(in, from, to) <= most;
    }

    private static long values(byte[] in, int from, int to) {
        long values = 1;
        boolean inString = false;

        for (int i = from; i < to; i++) {
            switch (in[i]) {
                case '"' -> inString = !inString;
                case '\\' -> i++;
                case ',', ':', '[', '{' -> values += inString ? 0 : 1;
                default -> {}
            }
        }

        return values;
    }
}
