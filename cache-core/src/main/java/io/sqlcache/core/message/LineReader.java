package io.sqlcache.core.message;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.SourceEnding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an input: ended by LF or CRLF, the last one also by the end of input, unless its source has failed in the middle of
 * it. A byte order mark at the very start is passed over.
 *
 * <p>A line that lies inside one block is not copied; others are put together in one buffer.
 */
final class LineReader implements LineSource {

    /** About the longest array that a JVM can hold. */
    private static final int LONGEST_LINE = Integer.MAX_VALUE - 8;

    private static final byte[] NOTHING = {};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final InputPump pump;
    private final LineBuffer rest;

    private InputPump.@Nullable Block block;
    private byte[] bytesOfBlock = NOTHING;
    private int position;
    private int limit;
    private InputPump.@Nullable End last;

    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private long number;
    private long bytesRead;

    /** The lines of what the pump reads; the pump is closed with this reader. */
    LineReader(InputPump pump) {
        this(pump, LONGEST_LINE);
    }

    LineReader(InputPump pump, int longestLine) {
        this.pump = pump;
        this.rest = new LineBuffer(longestLine);
    }

    @Override
    public Arrival next(Duration idle) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (bytes == rest.bytes()) {
            rest.clear();
            bytes = NOTHING;
        }
        int feed = lineFeed(bytesOfBlock, position, limit);
        return feed == limit ? nextAcrossBlocks(idle) : lineUpTo(feed);
    }

    private Arrival nextAcrossBlocks(Duration idle) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(idle);
        long began = System.nanoTime();
        int feed = limit;
        while (feed == limit) {
            keepRest();
            if (last != null) {
                failIfBroken(last.failure());
                return lastLine(last.ending());
            }
            InputPump.Piece piece = pump.poll(nanos - (System.nanoTime() - began));
            if (piece == null) {
                return Arrival.IDLE;
            }
            take(piece);
            feed = lineFeed(bytesOfBlock, position, limit);
        }
        return lineUpTo(feed);
    }

    private void keepRest() {
        if (position < limit) {
            rest.append(bytesOfBlock, position, limit, number + 1);
        }
        if (block != null) {
            pump.recycle(block);
        }
        block = null;
        bytesOfBlock = NOTHING;
        position = 0;
        limit = 0;
    }

    private void take(InputPump.Piece piece) {
        if (piece instanceof InputPump.Block filled) {
            block = filled;
            bytesOfBlock = filled.bytes();
            limit = filled.length();
        } else if (piece instanceof InputPump.End reached) {
            last = reached;
        }
    }

    private void failIfBroken(@Nullable Throwable failure) {
        if (failure != null) {
            throw new CacheException(
                    Kind.DATA,
                    "Cannot read the input after line " + number + ": " + failure
                            + ". Run the source again from its last state.",
                    failure);
        }
    }

    private Arrival lineUpTo(int feed) {
        int from = position;
        position = feed + 1;
        bytesRead++;
        if (rest.length() == 0) {
            return line(bytesOfBlock, from, feed);
        }
        rest.append(bytesOfBlock, from, feed, number + 1);
        return line(rest.bytes(), 0, rest.length());
    }

    private Arrival lastLine(SourceEnding ending) {
        boolean cut = ending.kind() == SourceEnding.Kind.FAILED;
        return cut || rest.length() == 0 ? Arrival.END : line(rest.bytes(), 0, rest.length());
    }

    private Arrival line(byte[] holder, int from, int to) {
        number++;
        bytesRead += to - from;
        bytes = holder;
        start = number == 1 && startsWithByteOrderMark(holder, from, to) ? from + 3 : from;
        end = to > start && holder[to - 1] == '\r' ? to - 1 : to;
        return Arrival.LINE;
    }

    private static boolean startsWithByteOrderMark(byte[] b, int from, int to) {
        return to - from >= 3 && b[from] == (byte) 0xEF && b[from + 1] == (byte) 0xBB && b[from + 2] == (byte) 0xBF;
    }

    /** Where the next line feed is, or the limit; eight bytes a step, since every byte of the input passes here. */
    private static int lineFeed(byte[] b, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long differences = (long) LONG.get(b, i) ^ 0x0A0A0A0A0A0A0A0AL;
            long zeros = (differences - 0x0101010101010101L) & ~differences & 0x8080808080808080L;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >> 3);
            }
        }
        while (i < limit && b[i] != '\n') {
            i++;
        }
        return i;
    }

    @Override
    public long nanosWaited() {
        return pump.nanosWaited();
    }

    @Override
    public SourceEnding ending() {
        return last == null ? SourceEnding.UNKNOWN : last.ending();
    }

    @Override
    public void close() {
        pump.close();
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }
}
