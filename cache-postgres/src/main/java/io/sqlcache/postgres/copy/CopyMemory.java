package io.sqlcache.postgres.copy;

/**
 * The memory of one lane, whatever the number of its sinks.
 *
 * @param chunks bytes of the chunks that are filled
 * @param held bytes of full chunks of rows of which nobody has said yet where they go
 */
record CopyMemory(long chunks, long held) {

    private static final long SMALLEST = 4L << 20;
    private static final long MOST_CHUNKS = 64L << 20;
    private static final long MOST_HELD = 256L << 20;

    /** What a heap of this size has room for. */
    static CopyMemory ofHeap(long bytes) {
        return new CopyMemory(between(bytes / 32, MOST_CHUNKS), between(bytes / 16, MOST_HELD));
    }

    private static long between(long bytes, long most) {
        return Math.max(SMALLEST, Math.min(bytes, most));
    }
}
