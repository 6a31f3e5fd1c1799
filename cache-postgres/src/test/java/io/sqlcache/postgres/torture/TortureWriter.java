package io.sqlcache.postgres.torture;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.torture.TortureSource.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The process that is killed: source and destination in one. Tells on standard output how far it is. */
final class TortureWriter {

    static final String SOURCE = "torture";
    static final String STATE = "state ";

    /** The exit code of a write that found no server and may be started once more. */
    static final int TRY_AGAIN = 3;

    /** The exit code of a write that died between a commit and what it has to say of it. */
    static final int DIED = 9;

    private static final RetryPolicy RETRY = new RetryPolicy(
            Duration.ofMinutes(2),
            Duration.ofMillis(20),
            Duration.ofMillis(500),
            64L << 20,
            Path.of(System.getProperty("java.io.tmpdir")));

    /** Whoever comes after a writer that was killed does not wait for long. */
    private static final LeasePolicy LEASE = new LeasePolicy(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private TortureWriter() {}

    /**
     * Writes one round.
     *
     * @param arguments the server's port, the schema, how states are cut, the round, a seed, the file with the states to start
     *     from, or {@code stored} for those that the cache has, and which state is the first one that it dies before it tells
     */
    public static void main(String[] arguments) throws IOException {
        try {
            System.exit(write(arguments) == WriteSummary.Outcome.SUCCEEDED ? 0 : 1);
        } catch (CacheException e) {
            e.printStackTrace();
            System.exit(e.kind() == CacheException.Kind.TRANSIENT ? TRY_AGAIN : 1);
        }
    }

    private static WriteSummary.Outcome write(String[] arguments) throws IOException {
        States states = States.valueOf(arguments[2]);
        int round = Integer.parseInt(arguments[3]);
        Random random = new Random(Long.parseLong(arguments[4]));
        tell("started");
        try (CacheBase cache = PostgresCache.open(config(Integer.parseInt(arguments[0]), arguments[1]))) {
            String from = arguments[5].equals("stored")
                    ? cache.state(SOURCE).orElse("")
                    : Files.readString(Path.of(arguments[5]));
            return cache.write(
                            TortureSource.messages(states, round, TortureSource.positions(from), random)
                                    .input(),
                            request(states, round, Integer.parseInt(arguments[6])))
                    .outcome();
        }
    }

    static PostgresConfig config(int port, String schema) {
        return PostgresConfig.builder()
                .host("127.0.0.1")
                .port(port)
                .database("postgres")
                .username("postgres")
                .schemaName(schema)
                .connectTimeout(Duration.ofSeconds(5))
                .lockTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static WriteRequest request(States states, int round, int lastState) {
        AtomicInteger given = new AtomicInteger();
        return WriteRequest.of(TortureSource.catalog(states, round))
                .sourceName(SOURCE)
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE)
                .retry(RETRY)
                .lease(LEASE)
                .listener(new WriteListener() {
                    @Override
                    public void stateCommitted(CommittedState state) {
                        if (given.incrementAndGet() == lastState) {
                            Runtime.getRuntime().halt(DIED);
                        }
                        tell(STATE + state.message());
                    }

                    @Override
                    public void sourceLogged(String level, String message) {
                        tell(message);
                    }
                })
                .build();
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
