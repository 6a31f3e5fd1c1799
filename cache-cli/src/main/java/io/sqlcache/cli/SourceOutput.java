package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import io.sqlcache.cli.source.SourceConfig;
import io.sqlcache.cli.source.SourceListener;
import io.sqlcache.cli.source.SourceSecrets;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what a source says to people, without the secrets of its configuration.
 *
 * @param err where its standard error goes
 * @param secrets what must not be seen
 * @param config where its configuration is
 */
record SourceOutput(PrintStream err, SourceSecrets secrets, SourceConfig config) implements SourceListener {

    /** Not that of {@code write}, where a platform has read it from the source. */
    private static final Logger LOG = LoggerFactory.getLogger("io.sqlcache.source");

    @Override
    public void logged(String level, String message) {
        String text = secrets.mask(message);
        switch (level) {
            case "FATAL", "ERROR" -> LOG.error("{}", text);
            case "WARN" -> LOG.warn("{}", text);
            case "DEBUG", "TRACE" -> LOG.debug("{}", text);
            default -> LOG.info("{}", text);
        }
    }

    @Override
    public void configured(Secret changed) {
        secrets.learn(changed.reveal());
        err.println("sqlcache: " + config.changed(changed));
    }

    /** The failure as it may be told: what the source said is in it. */
    CacheException masked(CacheException failure) {
        return new CacheException(
                failure.kind(), secrets.mask(String.valueOf(failure.getMessage())), failure.getCause());
    }

    @Override
    public void printed(String line) {
        err.println(secrets.mask(line));
    }
}
