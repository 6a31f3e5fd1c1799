package io.sqlcache.cli.terminal;

import io.sqlcache.api.WriteProgress;
import java.time.Duration;

/** Progress in one line of a terminal that redraws itself. */
final class ProgressLine implements ProgressDisplay {

    /** Rates over less time would jump about. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final StatusLine line;
    private final int columns;
    private final ProgressText text = new ProgressText(INTERVAL);

    ProgressLine(StatusLine line, int columns) {
        this.line = line;
        this.columns = columns;
    }

    @Override
    public void show(WriteProgress progress) {
        // The last column stays free: writing there makes some terminals wrap.
        text.next(progress).ifPresent(shown -> line.draw(DisplayWidth.cut(DisplayWidth.printable(shown), columns - 1)));
    }

    @Override
    public void close() {
        line.erase();
    }
}
