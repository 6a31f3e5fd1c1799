package io.sqlcache.testkit;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A write on a thread of its own, whose input the test feeds piece by piece. */
final class BackgroundWrite implements AutoCloseable {

    private static final int PIPE_BYTES = 1 << 20;
    private static final long PATIENCE_SECONDS = 30;

    private final PipedOutputStream feed = new PipedOutputStream();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final Thread thread;

    private BackgroundWrite(CacheBase cache, WriteRequest request) throws IOException {
        PipedInputStream input = new PipedInputStream(feed, PIPE_BYTES);
        this.thread = new Thread(
                () -> {
                    try {
                        WriteSummary summary = cache.write(input, request);
                        ending.complete(
                                new Ending(summary, Thread.currentThread().isInterrupted()));
                    } catch (RuntimeException | Error e) {
                        ending.completeExceptionally(e);
                    }
                },
                "background write");
    }

    static BackgroundWrite start(CacheBase cache, WriteRequest request) {
        try {
            BackgroundWrite write = new BackgroundWrite(cache, request);
            write.thread.setDaemon(true);
            write.thread.start();
            return write;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the write read these messages. */
    void send(MessageScript messages) {
        try {
            feed.write(messages.text().getBytes(StandardCharsets.UTF_8));
            feed.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Interrupts the writing thread. */
    void interrupt() {
        thread.interrupt();
    }

    /** Ends the input, if it has not ended, and waits for the write. */
    Ending finish() {
        close();
        return await();
    }

    /** Waits for the write, whose input stays open. */
    Ending await() {
        try {
            return ending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("The write failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("The write did not end within %d s".formatted(PATIENCE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the write", e);
        }
    }

    @Override
    public void close() {
        try {
            feed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the write ended, and whether its thread was left interrupted. */
    record Ending(WriteSummary summary, boolean interrupted) {}
}
