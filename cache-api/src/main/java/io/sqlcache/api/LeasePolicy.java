package io.sqlcache.api;

import java.time.Duration;

/**
 * How writes of the same stream keep out of each other's way, in one process or in several.
 *
 * <p>A write holds a lease on each of its streams and renews it while it lives. One that dies leaves its leases behind: the next
 * write of these streams waits until they have run out. One that only seemed dead cannot commit any more once another has taken
 * its streams over.
 *
 * @param term how long a lease lasts without being renewed, by the database's clock; a second at least
 * @param patience how long a write waits for streams that another one holds, before it is refused; zero refuses at once
 */
public record LeasePolicy(Duration term, Duration patience) {

    // Before the constant that needs it.
    private static final Duration SHORTEST_TERM = Duration.ofSeconds(1);

    /** Thirty seconds; waits for two minutes. */
    public static final LeasePolicy DEFAULT = new LeasePolicy(Duration.ofSeconds(30), Duration.ofMinutes(2));

    public LeasePolicy {
        if (term.compareTo(SHORTEST_TERM) < 0 || patience.isNegative()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "A lease lasts for a second at least, and nobody waits for less than no time: term=%s, patience=%s."
                            .formatted(term, patience));
        }
    }
}
