package io.sqlcache.cli.terminal;

import io.sqlcache.api.WriteProgress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress as a log line every ten seconds. */
final class ProgressLog implements ProgressDisplay {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    private final ProgressText text = new ProgressText(Duration.ofSeconds(10));

    ProgressLog() {}

    @Override
    public void show(WriteProgress progress) {
        text.next(progress).ifPresent(shown -> LOG.info("{}", shown));
    }

    @Override
    public void close() {}
}
