package io.sqlcache.core.message;

import io.sqlcache.api.SourceEnding;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads an input ahead, on a daemon thread of its own. The writing thread can parse while the next bytes come, wait for them with a
 * limit, and be interrupted while it waits.
 *
 * <p>At most {@value #BLOCKS} blocks of {@value #BLOCK_BYTES} bytes are held. The input is never closed, nor is its reader
 * interrupted (that would close a channel): after {@link #close} the thread ends as soon as the read it is in returns.
 */
final class InputPump implements AutoCloseable {

    private static final int BLOCK_BYTES = 256 * 1024;
    private static final int BLOCKS = 4;

    private final InputStream input;
    private final SourceEnding.Inquiry inquiry;
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
    private volatile boolean closed;

    /** Touched by the thread that polls only. */
    private long nanosWaited;

    private InputPump(InputStream input, SourceEnding.Inquiry inquiry) {
        this.input = input;
        this.inquiry = inquiry;
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(new Block(BLOCK_BYTES));
        }
    }

    /**
     * Begins to read.
     *
     * @param input stays the caller's, and must not be read by anyone else until it has ended
     * @param inquiry asked after that, on the same thread
     */
    static InputPump start(InputStream input, SourceEnding.Inquiry inquiry) {
        InputPump pump = new InputPump(input, inquiry);
        Thread thread = new Thread(pump::run, "sqlcache-input");
        thread.setDaemon(true);
        thread.start();
        return pump;
    }

    /** What comes out of the pump. */
    sealed interface Piece {}

    /** Some bytes; to be given back by {@link #recycle}. */
    static final class Block implements Piece {
        private final byte[] bytes;
        private int length;

        private Block(int size) {
            this.bytes = new byte[size];
        }

        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }
    }

    /** Nothing comes any more: the input has ended, and so has its source, or reading it has failed. */
    record End(SourceEnding ending, @Nullable Throwable failure) implements Piece {}

    /** Waits for the next piece; null if none came in time. Not to be called again after the end. */
    @Nullable
    Piece poll(long nanos) throws InterruptedException {
        long before = System.nanoTime();
        try {
            return filled.poll(nanos, TimeUnit.NANOSECONDS);
        } finally {
            nanosWaited += System.nanoTime() - before;
        }
    }

    /** How long {@link #poll} has waited so far. For the thread that polls. */
    long nanosWaited() {
        return nanosWaited;
    }

    /** Lets a block be used again. */
    void recycle(Block block) {
        empty.add(block);
    }

    /** Lets the thread end; what it has read is dropped. For the thread that polls. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            empty.add(new Block(0)); // wakes the thread if it waits for room
        }
    }

    private void run() {
        End end;
        try {
            readToEnd();
            end = new End(closed ? SourceEnding.UNKNOWN : inquiry.await(), null);
        } catch (Throwable e) { // whatever the input throws belongs to the writing thread, which would wait for ever
            end = new End(SourceEnding.UNKNOWN, e);
        }
        filled.add(end);
    }

    private void readToEnd() throws IOException, InterruptedException {
        while (true) {
            Block block = empty.take();
            if (closed) {
                return;
            }
            block.length = input.read(block.bytes);
            if (block.length < 0) {
                return;
            }
            filled.add(block);
        }
    }
}
