package io.sqlcache.cli.terminal;

import io.sqlcache.api.WriteProgress;

/** Shows how far a write has come. Used by the writing thread. */
public interface ProgressDisplay extends AutoCloseable {

    /** Shows it, or leaves it out if something was shown just before. */
    void show(WriteProgress progress);

    /** Takes away what must not stay. */
    @Override
    void close();

    /** A line that redraws itself if standard error is a terminal, else a log line now and then. */
    static ProgressDisplay on(StandardStreams streams) {
        return streams.terminal().errorColumns().isPresent()
                ? new ProgressLine(
                        streams.status(), streams.terminal().errorColumns().getAsInt())
                : new ProgressLog();
    }
}
