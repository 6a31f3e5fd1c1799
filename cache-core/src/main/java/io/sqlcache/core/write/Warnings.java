package io.sqlcache.core.write;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was skipped or is odd, by reason; says each reason once. Bounded, whatever the input. Not thread-safe. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private static final int MOST_REASONS = 100;
    private static final String OTHER = "other lines skipped";
    private static final String OTHER_ODDITIES = "other oddities";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** Counts something that is skipped. */
    void count(String reason) {
        count("Skipping {}", reason, OTHER);
    }

    /** Counts something that is odd. */
    void note(String reason) {
        count("Found {}", reason, OTHER_ODDITIES);
    }

    private void count(String log, String reason, String other) {
        String key = counts.size() < MOST_REASONS || counts.containsKey(reason) ? reason : other;
        if (counts.merge(key, 1L, Long::sum) == 1) {
            LOG.warn(log, key);
        }
    }

    Map<String, Long> counts() {
        return counts;
    }
}
