package io.sqlcache.core.message;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines that may have to be read once more: in memory first, then in one file, in all no more than a limit.
 *
 * <p>Beyond the limit, or if the file cannot be written, everything kept so far is dropped and keeping begins anew with the next
 * line: {@link #isKept} tells what can still be had. Not thread-safe.
 */
final class KeptLines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLines.class);

    /** A line that does not fit into a chunk has one of its own, in the file. */
    static final int CHUNK_BYTES = 256 * 1024;

    /** The line's length, and how many bytes more the input had: a line end, a byte order mark. */
    static final int HEADER_BYTES = Integer.BYTES + 1;

    /** After lines were lost, room is not asked for again before that much was read. */
    private static final long BYTES_BETWEEN_REQUESTS = 64 * 1024;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final long limit;
    private final int memoryChunks;
    private final Path folder;
    private final SpillFile file;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private LongSupplier neededFrom = () -> 0;
    private int inMemory;
    private long keptBytes;
    private long bytesRead;
    private long lostUpTo;
    private long roomWantedAbove;
    private long bytesReadAtRequest;
    private boolean warned;
    private @Nullable String fileFailure;

    /** Some lines that follow each other. */
    static final class Chunk {
        final long firstLine;
        final long bytesBefore;
        /** Null if the chunk is in the file. */
        byte @Nullable [] bytes;

        int length;
        long lines;
        int slot;
        /** How many bytes more the input had than the chunk's only line, which stands here without a header; else -1. */
        int extraOfOnlyLine = -1;

        private Chunk(long firstLine, long bytesBefore, byte @Nullable [] bytes) {
            this.firstLine = firstLine;
            this.bytesBefore = bytesBefore;
            this.bytes = bytes;
        }
    }

    /**
     * Keeps nothing yet.
     *
     * @param limit of bytes
     * @param memory how many of these may be in memory, about
     * @param folder where the file is made, if one is needed
     */
    KeptLines(long limit, long memory, Path folder) {
        this.limit = limit;
        this.roomWantedAbove = limit / 2;
        this.memoryChunks = (int) Math.max(1, Math.min(memory, limit) / CHUNK_BYTES);
        this.folder = folder;
        this.file = new SpillFile(folder, CHUNK_BYTES);
    }

    /**
     * Lets lines be forgotten when their room is wanted.
     *
     * @param firstLine tells from which line on they may still be needed
     */
    void neededFrom(LongSupplier firstLine) {
        neededFrom = firstLine;
    }

    /** Keeps the line that the source stands at. Every line of an input has to come by here. */
    void add(LineSource line) {
        int length = line.end() - line.start();
        int extra = (int) (line.bytesRead() - bytesRead - length);
        long number = line.number();
        if (keptBytes + HEADER_BYTES + length > limit) {
            makeRoom(HEADER_BYTES + (long) length, number);
        }
        if (HEADER_BYTES + (long) length > limit) {
            lostUpTo = number;
        } else if (HEADER_BYTES + (long) length > CHUNK_BYTES) {
            addAlone(line, length, extra, number);
        } else {
            append(line, length, extra, number);
        }
        bytesRead = line.bytesRead();
    }

    private void append(LineSource line, int length, int extra, long number) {
        Chunk tail = chunks.peekLast();
        byte[] bytes = tail == null ? null : tail.bytes;
        if (tail == null || bytes == null || tail.length + HEADER_BYTES + length > CHUNK_BYTES) {
            tail = newTail(number);
            bytes = Objects.requireNonNull(tail.bytes);
        }
        INT.set(bytes, tail.length, length);
        bytes[tail.length + Integer.BYTES] = (byte) extra;
        System.arraycopy(line.bytes(), line.start(), bytes, tail.length + HEADER_BYTES, length);
        tail.length += HEADER_BYTES + length;
        tail.lines++;
        keptBytes += HEADER_BYTES + length;
    }

    private Chunk newTail(long number) {
        forgetBefore(neededFrom.getAsLong());
        if (inMemory >= memoryChunks) {
            spillTail(number);
        }
        byte[] bytes = spare.isEmpty() ? new byte[CHUNK_BYTES] : spare.pop();
        Chunk tail = new Chunk(number, bytesRead, bytes);
        chunks.add(tail);
        inMemory++;
        return tail;
    }

    /** The newest chunk goes to the file: the oldest ones are forgotten first, and are cheapest where they are. */
    private void spillTail(long number) {
        Chunk tail = chunks.peekLast();
        if (tail == null || tail.bytes == null) {
            return;
        }
        try {
            tail.slot = file.write(tail.bytes, 0, tail.length);
            spare.push(tail.bytes);
            tail.bytes = null;
            inMemory--;
        } catch (IOException e) {
            loseFile(number, e);
        }
    }

    private void loseFile(long number, IOException failure) {
        fileFailure = "no file for it can be written in \"" + folder + "\": " + failure.getMessage();
        lose(number, fileFailure);
    }

    private void addAlone(LineSource line, int length, int extra, long number) {
        Chunk alone = new Chunk(number, bytesRead, null);
        alone.extraOfOnlyLine = extra;
        alone.length = length;
        alone.lines = 1;
        try {
            alone.slot = file.write(line.bytes(), line.start(), length);
            chunks.add(alone);
            keptBytes += length;
        } catch (IOException e) {
            loseFile(number + 1, e);
        }
    }

    private void makeRoom(long bytes, long number) {
        forgetBefore(neededFrom.getAsLong());
        if (keptBytes + bytes > limit) {
            lose(number, "it is longer than the replay limit of " + limit + " bytes");
        }
    }

    private void lose(long number, String why) {
        if (!warned && limit > 0) {
            warned = true;
            LOG.warn(
                    "The input since the last commit is not kept any more: {}. If the connection is lost before the"
                            + " next commit, the write fails.",
                    why);
        }
        while (!chunks.isEmpty()) {
            drop(chunks.removeFirst());
        }
        lostUpTo = number - 1;
        // Who needs lines that are lost is to be asked at once.
        roomWantedAbove = bytesRead - bytesReadAtRequest < BYTES_BETWEEN_REQUESTS ? limit / 2 : -1;
    }

    /** Whether it would be good if fewer lines were needed: half of the limit is in use, or lines were lost. */
    boolean isRoomWanted() {
        return limit > 0 && keptBytes > roomWantedAbove;
    }

    /** Notes that what can be done for it was done. */
    void roomWasAskedFor() {
        forgetBefore(neededFrom.getAsLong());
        roomWantedAbove = Math.max(limit / 2, keptBytes + limit / 8);
        bytesReadAtRequest = bytesRead;
    }

    /** Drops whole chunks that have no line from this one on; the newest one stays. */
    void forgetBefore(long line) {
        while (chunks.size() > 1 && chunks.getFirst().firstLine + chunks.getFirst().lines <= line) {
            drop(chunks.removeFirst());
        }
    }

    private void drop(Chunk chunk) {
        keptBytes -= chunk.length;
        if (chunk.bytes != null) {
            spare.push(chunk.bytes);
            inMemory--;
            return;
        }
        try {
            file.free(chunk.slot, chunk.length);
        } catch (IOException e) {
            LOG.debug("The space of the file for replays is not given back", e);
        }
    }

    /** Why no more could be kept although the limit allows it; empty if that was never so. */
    Optional<String> fileFailure() {
        return Optional.ofNullable(fileFailure);
    }

    /** Whether all lines from this one on are kept. */
    boolean isKept(long line) {
        return line > lostUpTo && (chunks.isEmpty() || chunks.getFirst().firstLine <= line);
    }

    Iterator<Chunk> chunks() {
        return chunks.iterator();
    }

    /** What a chunk holds. */
    byte[] bytes(Chunk chunk) {
        byte[] bytes = chunk.bytes;
        if (bytes != null) {
            return bytes;
        }
        try {
            byte[] read = new byte[chunk.length];
            file.read(chunk.slot, read, chunk.length);
            return read;
        } catch (OutOfMemoryError e) { // one array too large for what is left: the rest of the heap is as it was
            throw new CacheException(
                    Kind.CONFIG,
                    "Cannot read line " + chunk.firstLine + " of the input again after a lost connection: its "
                            + chunk.length + " bytes do not fit into memory. Give the JVM a larger heap (-Xmx) and run"
                            + " the source again from its last state.",
                    e);
        } catch (IOException e) {
            throw new CacheException(
                    Kind.TRANSIENT,
                    "Cannot read the input again from line " + chunk.firstLine
                            + " after a lost connection: the file that keeps it failed: " + e
                            + ". Run the source again from its last state.",
                    e);
        }
    }

    static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    @Override
    public void close() {
        chunks.clear();
        spare.clear();
        file.close();
    }
}
