package io.sqlcache.cli.source;

import io.sqlcache.api.CacheException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process that is started when it is first needed, by whatever thread that is, and never after the close. Thread-safe. */
final class LateProcess implements AutoCloseable {

    private final Supplier<SourceProcess> start;
    private @Nullable SourceProcess started;
    private boolean closed;

    LateProcess(Supplier<SourceProcess> start) {
        this.start = start;
    }

    /** The process; always the same one. */
    synchronized SourceProcess process() {
        if (started == null) {
            if (closed) {
                throw new CacheException(CacheException.Kind.DATA, "The source is not started: its sync has ended.");
            }
            started = start.get();
        }
        return started;
    }

    /** Ends the process, if there is one. */
    @Override
    public synchronized void close() {
        closed = true;
        if (started != null) {
            started.close();
        }
    }
}
