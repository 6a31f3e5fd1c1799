package io.sqlcache.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Waits for somebody at the keyboard. */
public final class EnterKey {

    private EnterKey() {}

    /**
     * Returns when a line end was read from {@code in} or the calling thread is interrupted. An input that ends, as that of a
     * process without a terminal does, is nobody's key: then only the interrupt counts.
     */
    public static void await(InputStream in) {
        CountDownLatch pressed = new CountDownLatch(1);
        // Reading cannot be interrupted, so that a thread of its own is left to it.
        Thread reader = new Thread(
                () -> {
                    if (hasLineEnd(in)) {
                        pressed.countDown();
                    }
                },
                "sqlcache-enter");
        reader.setDaemon(true);
        reader.start();
        try {
            pressed.await();
        } catch (InterruptedException e) {
            // The signal that was waited for; what follows must not be disturbed by it.
        }
    }

    private static boolean hasLineEnd(InputStream in) {
        try {
            int read = in.read();
            while (read != -1 && read != '\n' && read != '\r') {
                read = in.read();
            }
            return read != -1;
        } catch (IOException e) {
            return false;
        }
    }
}
