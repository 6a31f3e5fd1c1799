package io.sqlcache.core.load.value;

/** PostgreSQL's jsonb ends at 256 MiB, and small values take more room there than in text. */
final class JsonSize {

    private static final long MOST = 0x0fff_ffff;

    /** An entry, a number's header and padding: what a value or key takes beside its text, at most. */
    private static final int PER_VALUE = 20;

    /** No JSON text shorter than this can be too large: two bytes are the least that a value takes there. */
    private static final long CERTAIN = MOST / (PER_VALUE / 2 + 1);

    private JsonSize() {}

    /** Whether a JSON text is certain to fit. */
    static boolean isStorable(byte[] in, int from, int to) {
        return to - from <= CERTAIN || to - from + PER_VALUE * values(in, from, to) <= MOST;
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
