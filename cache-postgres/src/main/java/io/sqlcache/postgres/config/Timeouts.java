package io.sqlcache.postgres.config;

import java.time.Duration;

/**
 * How long to wait.
 *
 * @param connect how long a new connection may take, and a write or read waits for one of the cache
 * @param socket how long the server may be silent within a statement before the connection is given up; zero for ever
 * @param lock how long a statement waits for a table that others hold; zero for ever
 */
public record Timeouts(Duration connect, Duration socket, Duration lock) {

    /** Ten seconds, an hour and a minute. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMinutes(1));

    void check(SettingRules rules) {
        rules.timeout("connect timeout", connect);
        rules.timeout("socket timeout", socket);
        rules.timeout("lock timeout", lock);
    }
}
