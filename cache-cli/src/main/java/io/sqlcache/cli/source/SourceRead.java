package io.sqlcache.cli.source;

import io.sqlcache.api.StreamId;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/** A source that reads from when its messages are read on; ended by {@link #close} if it has not ended by itself. */
public final class SourceRead implements AutoCloseable {

    private final LateProcess process;
    private final SourceMessages messages;

    SourceRead(LateProcess process, Collection<StreamId> streams) {
        this.process = process;
        this.messages = new SourceMessages(process, streams);
    }

    /**
     * What the source prints; after its end, what that means for its streams: {@code COMPLETE} of those that sent no status, or
     * an error of the source. For one thread.
     */
    public InputStream messages() {
        return messages;
    }

    /** Why the process failed, if it did; known once the messages have ended. */
    public Optional<String> failure() {
        return messages.failure();
    }

    /** Ends the process, and what it has started, if it still runs. */
    @Override
    public void close() {
        process.close();
    }
}
