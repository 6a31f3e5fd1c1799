package io.sqlcache.core.load.value;

/** A range of bytes with some of them replaced: the range itself, not copied, as long as nothing is. Not thread-safe. */
final class PatchedSlice {

    private final Scratch scratch;
    private final int most;

    private byte[] source = {};
    private int pending;
    private boolean patched;
    private byte[] bytes = source;
    private int start;
    private int end;

    /**
     * No range yet.
     *
     * @param most the bytes that the result may have
     */
    PatchedSlice(int most) {
        this.most = most;
        this.scratch = new Scratch(most);
    }

    /** Starts over with a range of other bytes, which are not changed. */
    void begin(byte[] from, int first) {
        source = from;
        start = first;
        pending = first;
        patched = false;
    }

    /**
     * Leaves out bytes of the source.
     *
     * @param at the first byte left out, not before those left out earlier
     * @return takes what stands in their place; to be filled before the next call
     */
    Scratch replace(int at, int length) {
        if (!patched) {
            patched = true;
            scratch.clear();
        }

        scratch.put(source, pending, at);
        pending = at + length;

        return scratch;
    }

    /**
     * Ends the range.
     *
     * @param to the byte after the last one
     * @return whether the result is small enough for any column
     */
    boolean finish(int to) {
        if (!patched) {
            bytes = source;
            end = to;

            return end - start <= most;
        }

        scratch.put(source, pending, to);
        bytes = scratch.bytes();
        start = 0;
        end = scratch.length();

        return !scratch.overflown();
    }

    /** What the result's range points into; valid until the next {@link #begin}. */
    byte[] bytes() {
        return bytes;
    }

    /** The first byte of the result. */
    int start() {
        return start;
    }

    /** The byte after the result. */
    int end() {
        return end;
    }
}
