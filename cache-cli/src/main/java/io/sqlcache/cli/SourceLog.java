package io.sqlcache.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source's own log in ours. What it says at INFO is detail to us: the platform has read it from the source. */
final class SourceLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.sqlcache.source");

    private SourceLog() {}

    /** Logs at the nearest level of ours. */
    static void log(String level, String message) {
        switch (level) {
            case "FATAL", "ERROR" -> LOG.error("{}", message);
            case "WARN" -> LOG.warn("{}", message);
            default -> LOG.debug("{}", message);
        }
    }
}
