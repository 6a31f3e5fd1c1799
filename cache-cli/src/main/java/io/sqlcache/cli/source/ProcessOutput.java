package io.sqlcache.cli.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process's standard output, which also ends when the process has and nothing more comes: a child of it may hold the pipe
 * open for ever. Read ahead by a daemon thread. For one reading thread.
 */
final class ProcessOutput extends InputStream {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS = 8;
    private static final byte[] END = {};

    private final Process process;
    private final long millisLeftOpen;
    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private volatile boolean closed;
    private byte[] block = {};
    private int position;
    private boolean ended;

    private ProcessOutput(Process process, long millisLeftOpen) {
        this.process = process;
        this.millisLeftOpen = millisLeftOpen;
    }

    /**
     * Begins to read.
     *
     * @param millisLeftOpen how long to wait for more after the process has ended
     */
    static ProcessOutput start(Process process, long millisLeftOpen) {
        ProcessOutput output = new ProcessOutput(process, millisLeftOpen);
        Thread thread = new Thread(output::run, "sqlcache-source-output");
        thread.setDaemon(true);
        thread.start();
        return output;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == block.length) {
            if (ended) {
                return -1;
            }
            block = next();
            position = 0;
            ended = block.length == 0;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, target, offset, count);
        position += count;
        return count;
    }

    /** Lets the thread end as soon as the process's output does. */
    @Override
    public void close() {
        closed = true;
        blocks.clear();
    }

    private byte[] next() throws InterruptedIOException {
        try {
            while (true) {
                boolean wasAlive = process.isAlive();
                byte[] next = blocks.poll(millisLeftOpen, TimeUnit.MILLISECONDS);
                if (next != null || !wasAlive) {
                    return next == null ? END : next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the source");
        }
    }

    private void run() {
        byte[] buffer = new byte[BLOCK_BYTES];
        try {
            InputStream output = process.getInputStream();
            for (int n = output.read(buffer); n >= 0 && !closed; n = output.read(buffer)) {
                blocks.put(Arrays.copyOf(buffer, n));
            }
            blocks.put(END);
        } catch (IOException | InterruptedException e) {
            blocks.offer(END); // the process is being ended
        }
    }
}
