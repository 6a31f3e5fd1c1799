package io.sqlcache.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A real database for tests: the one the environment names, else one that is started.
 *
 * <p>Started once in a JVM for each name, when {@link #url()} is first asked for, and stopped when the JVM ends. Where there
 * is none, tests are skipped, or fail if the environment says {@code CI}. Thread-safe.
 */
public final class TestDatabase {

    private static final Map<String, Server> SERVERS = new ConcurrentHashMap<>();

    private final String name;
    private final UnaryOperator<@Nullable String> environment;
    private final @Nullable String variable;
    private final @Nullable Callable<Server> start;

    private TestDatabase(Builder builder) {
        this.name = builder.name;
        this.environment = builder.environment;
        this.variable = builder.variable;
        this.start = builder.start;
    }

    /** Begins with the name that messages use: {@code postgres}. */
    public static Builder named(String name) {
        return new Builder(name, System::getenv);
    }

    /** For tests of this class, which cannot change the environment. */
    static Builder named(String name, UnaryOperator<@Nullable String> environment) {
        return new Builder(name, environment);
    }

    /**
     * The address of the database; starts it if need be.
     *
     * @throws TestAbortedException if there is none, so that the test is skipped
     * @throws AssertionError instead if the environment says {@code CI}
     */
    public String url() {
        Server server = given().orElseGet(() -> SERVERS.computeIfAbsent(name, ignored -> started()));
        if (server.failure == null) {
            return server.url;
        }
        String message = "There is no %s database to test with: %s".formatted(name, server.url);
        String ci = environment.apply("CI");
        if (ci == null || ci.isEmpty() || ci.equals("false")) {
            throw new TestAbortedException(message, server.failure);
        }
        throw new AssertionError(message, server.failure);
    }

    private Optional<Server> given() {
        return Optional.ofNullable(variable)
                .map(environment)
                .filter(url -> !url.isBlank())
                .map(url -> new Server(url, null));
    }

    private Server started() {
        String advice = variable == null ? "" : "; set %s to the address of one".formatted(variable);
        if (start == null) {
            return missing("none can be started here" + advice, null);
        }
        try {
            return start.call();
        } catch (Exception e) {
            return missing("it did not start (%s)%s".formatted(e, advice), e);
        }
    }

    private static Server missing(String reason, @Nullable Exception cause) {
        return new Server(reason, cause == null ? new IllegalStateException(reason) : cause);
    }

    /** The address of a server, or why there is none. */
    private record Server(String url, @Nullable Exception failure) {}

    /** Says where a {@link TestDatabase} comes from. */
    public static final class Builder {

        private final String name;
        private final UnaryOperator<@Nullable String> environment;
        private @Nullable String variable;
        private @Nullable Callable<Server> start;

        private Builder(String name, UnaryOperator<@Nullable String> environment) {
            this.name = name;
            this.environment = environment;
        }

        /** An environment variable that may hold the address of a database; it is not stopped. */
        public Builder fromEnvironment(String environmentVariable) {
            variable = environmentVariable;
            return this;
        }

        /**
         * How to start a database if none is given: {@code orEmbedded(EmbeddedServer::start, EmbeddedServer::url)}.
         *
         * @param server starts it; closed when the JVM ends
         * @param url its address
         */
        public <S extends AutoCloseable> Builder orEmbedded(Callable<S> server, Function<S, String> url) {
            start = () -> {
                S running = server.call();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop " + name));
                return new Server(url.apply(running), null);
            };
            return this;
        }

        /** The database, not started yet. */
        public TestDatabase build() {
            return new TestDatabase(this);
        }

        private static void stop(AutoCloseable server) {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot stop the test database", e);
            }
        }
    }
}
