package io.sqlcache.core.write;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was skipped or is odd, by reason; says each reason once. Bounded, whatever the input. Not thread-safe. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private static final int MOST_REASONS = 100;

    /** So that they leave room for what is skipped. */
    private static final int MOST_ODDITIES = 50;

    private static final String OTHER = "other lines skipped";
    private static final String OTHER_ODDITIES = "other oddities";
    private static final String MORE = "more that is odd in the catalog";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** Something was skipped. */
    void count(String reason) {
        first(reason, MOST_REASONS, OTHER).ifPresent(key -> LOG.warn("Skipping {}", key));
    }

    /** Something is odd in the input. */
    void note(String reason) {
        first(reason, MOST_REASONS, OTHER_ODDITIES).ifPresent(key -> LOG.warn("Found {}", key));
    }

    /** Something is otherwise than it should be, and the best was made of it. */
    void tell(String oddity) {
        first(oddity, MOST_ODDITIES, MORE).ifPresent(key -> LOG.warn("{}", key));
    }

    /** Counts the text, or what stands for it if there are too many; that, if it is the first of its kind. */
    private Optional<String> first(String text, int most, String otherwise) {
        String key = counts.size() < most || counts.containsKey(text) ? text : otherwise;
        return counts.merge(key, 1L, Long::sum) == 1 ? Optional.of(key) : Optional.empty();
    }

    Map<String, Long> counts() {
        return counts;
    }
}
