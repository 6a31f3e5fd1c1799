package io.sqlcache.core.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An input that has what a test has fed so far, and waits for more until it is closed. */
public final class FedInput extends InputStream {

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> fed = new LinkedBlockingQueue<>();
    private byte[] now = new byte[0];
    private int taken;

    /** Adds {@link Lines}. */
    public void feed(String... lines) {
        fed.add(Lines.text(lines).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (now != END && taken == now.length) {
            now = next();
            taken = 0;
        }
        if (now == END) {
            return -1;
        }
        int some = Math.min(length, now.length - taken);
        System.arraycopy(now, taken, buffer, offset, some);
        taken += some;
        return some;
    }

    private byte[] next() {
        try {
            return fed.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return END;
        }
    }

    /** Ends the input behind what was fed. */
    @Override
    public void close() {
        fed.add(END);
    }
}
