package io.sqlcache.postgres.copy;

/**
 * How long a value is once PostgreSQL has compressed it, if that is next to nothing: {@code pglz_compress} with its default strategy, for as
 * many bytes of output as are of interest.
 */
final class Pglz {

    /** Longer than asked for, or not compressed at all. */
    static final int TOO_LONG = -1;

    private static final int SHORTEST_INPUT = 32;
    private static final int LONGEST_MATCH = 273;
    private static final int LONGEST_SHORT_TAG = 17;
    private static final int FARTHEST = 0x0fff;
    private static final int ITEMS_OF_A_CONTROL_BYTE = 8;
    private static final int GOOD_MATCH = 128;
    private static final int GOOD_DROP_PERCENT = 10;

    private final byte[] in;
    private final int start;
    private final int end;
    private final int mask;

    private Pglz(byte[] in, int start, int length) {
        this.in = in;
        this.start = start;
        this.end = start + length;
        this.mask = (length < 128 ? 512 : length < 256 ? 1024 : length < 512 ? 2048 : length < 1024 ? 4096 : 8192) - 1;
    }

    /**
     * The length without a header.
     *
     * @param most what is still of interest: no more than a few bytes
     */
    static int size(byte[] in, int offset, int length, int most) {
        return length < SHORTEST_INPUT ? TOO_LONG : new Pglz(in, offset, length).size(most);
    }

    private int size(int most) {
        int out = 0;
        int items = 0;
        int at = start;
        while (at < end) {
            out += items++ % ITEMS_OF_A_CONTROL_BYTE == 0 ? 1 : 0;
            int match = longestMatch(at);
            out += match == 0 ? 1 : match > LONGEST_SHORT_TAG ? 3 : 2;
            at += match == 0 ? 1 : match;
            if (out > most) {
                return TOO_LONG;
            }
        }
        return out;
    }

    /** The best of the places before this one, the nearest first, that the history finds; 0 if none is worth it. */
    private int longestMatch(int at) {
        int longest = 0;
        int good = GOOD_MATCH;
        int hash = hash(at);
        boolean isFirst = true;
        for (int before = at - 1; before >= start && at - before < FARTHEST; before--) {
            if (hash(before) != hash) {
                continue;
            }
            if (!isFirst) {
                if (longest >= good) {
                    break;
                }
                good -= good * GOOD_DROP_PERCENT / 100;
            }
            isFirst = false;
            longest = Math.max(longest, matched(at, before));
        }
        return longest > 2 ? longest : 0;
    }

    private int matched(int at, int before) {
        int length = 0;
        while (at + length < end && length < LONGEST_MATCH && in[at + length] == in[before + length]) {
            length++;
        }
        return length;
    }

    private int hash(int at) {
        int hash = end - at < 4 ? in[at] : (in[at] << 6) ^ (in[at + 1] << 4) ^ (in[at + 2] << 2) ^ in[at + 3];
        return hash & mask;
    }
}
