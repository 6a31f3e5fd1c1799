package io.sqlcache.core.write;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was skipped, by reason; says each reason once. Bounded, whatever the input. Not thread-safe. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private static final int MOST_REASONS = 100;
    private static final String OTHER = "other lines skipped";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    void count(String reason) {
        String key = counts.size() < MOST_REASONS || counts.containsKey(reason) ? reason : OTHER;
        if (counts.merge(key, 1L, Long::sum) == 1) {
            LOG.warn("Skipping {}", key);
        }
    }

    Map<String, Long> counts() {
        return counts;
    }
}
