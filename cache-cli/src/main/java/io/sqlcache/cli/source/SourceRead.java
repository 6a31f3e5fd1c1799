package io.sqlcache.cli.source;

import io.sqlcache.api.SourceEnding;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source that reads from when its messages are read on; ended by {@link #close} if it has not ended by itself. */
public final class SourceRead implements AutoCloseable {

    private final LateProcess process;
    private final LateOutput messages;
    private volatile @Nullable String failure;

    SourceRead(LateProcess process) {
        this.process = process;
        this.messages = new LateOutput(process);
    }

    /** What the source prints. For one thread. */
    public InputStream messages() {
        return messages;
    }

    /** Waits until the process ends, whose messages have ended. */
    public SourceEnding awaitEnding() throws InterruptedException {
        Optional<String> reason = process.process().failure();
        failure = reason.orElse(null);
        return reason.map(SourceEnding::failed).orElse(SourceEnding.CLEAN);
    }

    /** Why the process failed, if it did; known once its end was waited for. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends the process, and what it has started, if it still runs. */
    @Override
    public void close() {
        process.close();
    }
}
