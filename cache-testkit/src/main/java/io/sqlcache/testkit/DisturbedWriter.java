package io.sqlcache.testkit;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.InjectedFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes small syncs through a proxy, each into a schema of its own, disturbs them, and looks what there is then. */
final class DisturbedWriter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** No write takes as long as that. */
    private static final Duration ANY_SILENCE = Duration.ofSeconds(60);

    /** The shortest that drivers know. */
    private static final Duration SHORT_SILENCE = Duration.ofSeconds(1);

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final FaultConformanceTest suite;
    private final TestedProvider provider;
    private final SqlBackend observer;
    private final RetryPolicy retry;
    private final Leftovers leftovers;
    private final List<Disturbance> missed = new ArrayList<>();

    DisturbedWriter(FaultConformanceTest suite, Path folder) {
        this.suite = suite;
        this.provider = new TestedProvider(suite::connect);
        this.observer = suite.observer();
        this.retry =
                new RetryPolicy(Duration.ofSeconds(60), Duration.ofMillis(1), Duration.ofMillis(20), 1 << 20, folder);
        this.leftovers = new Leftovers(observer, suite.connectionCount(), folder);
    }

    /** Writes without a disturbance; the trace hears every message from the first of the write to the end of its connections. */
    Aftermath undisturbed(SmallSync sync, WireTrace trace) {
        return write(sync, null, trace);
    }

    Aftermath disturbed(SmallSync sync, Disturbance disturbance) {
        Aftermath aftermath = write(sync, disturbance, new WireTrace(message -> false));
        return disturbance.isSilent() ? aftermath.withoutWhatTheNextWriteTidiesUp() : aftermath;
    }

    private Aftermath write(SmallSync sync, @Nullable Disturbance disturbance, WireTrace trace) {
        String schema = "disturbed_%d_%d".formatted(ProcessHandle.current().pid(), SCHEMAS.incrementAndGet());
        try {
            Given given = new Given(trace::begin);
            WriteSummary summary = writeThroughProxy(schema, sync, given, disturbance, trace);
            leftovers.assertNothingIsLeft();
            return aftermath(schema, given, summary);
        } finally {
            drop(schema);
        }
    }

    private WriteSummary writeThroughProxy(
            String schema, SmallSync sync, Given given, @Nullable Disturbance disturbance, WireTrace trace) {
        Duration silence = disturbance != null && disturbance.isSilent() ? SHORT_SILENCE : ANY_SILENCE;
        try (FaultProxy proxy = suite.proxy()) {
            InjectedFault fault = null;
            WriteSummary summary;
            try (CacheBase cache = provider.open(suite.config(schema, proxy, silence))) {
                proxy.watch(trace::note);
                if (disturbance != null) {
                    fault = proxy.inject(disturbance.fault(suite::isCommit));
                    arriveLater(disturbance, fault, proxy);
                }
                summary = write(cache, sync, given);
            }
            if (disturbance != null && fault != null && !happened(fault)) {
                missed.add(disturbance);
            }
            return summary;
        }
    }

    /** What is stalled arrives when nobody waits for it any more. */
    private static void arriveLater(Disturbance disturbance, InjectedFault fault, FaultProxy proxy) {
        if (disturbance.kind() == Disturbance.Kind.STALL) {
            Thread thread = new Thread(
                    () -> {
                        if (happened(fault)) {
                            pause(SHORT_SILENCE.multipliedBy(2));
                            proxy.resume();
                        }
                    },
                    "stalled messages arrive");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that could not happen before the write's end: the number of the last messages varies. */
    List<Disturbance> missed() {
        return List.copyOf(missed);
    }

    private WriteSummary write(CacheBase cache, SmallSync sync, Given given) {
        return cache.write(
                sync.messages().input(),
                sync.request().retry(retry).listener(given).build());
    }

    private Aftermath aftermath(String schema, Given given, WriteSummary summary) {
        SqlConfig direct = suite.config(schema);
        try (CacheBase cache = provider.openOn(new KeptOpen(observer), direct)) {
            return Aftermath.of(cache, observer, given.states, summary.streams());
        }
    }

    private void drop(String schema) {
        try (Connection connection = observer.dataSource().getConnection()) {
            DSL.using(connection, observer.jooqDialect())
                    .dropSchemaIfExists(DSL.quotedName(schema))
                    .cascade()
                    .execute();
        } catch (SQLException e) {
            throw new AssertionError("Cannot drop schema " + schema, e);
        }
    }

    private static boolean happened(InjectedFault fault) {
        try {
            return fault.await(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        observer.close();
    }

    /** The states that were given back. */
    private static final class Given implements WriteListener {
        private final Map<String, List<String>> states = new LinkedHashMap<>();
        private final Runnable beginning;

        Given(Runnable beginning) {
            this.beginning = beginning;
        }

        @Override
        public void stateCommitted(CommittedState state) {
            StreamId stream = state.stream();
            states.computeIfAbsent(stream == null ? "" : stream.toString(), key -> new ArrayList<>())
                    .add(state.message());
        }

        @Override
        public void sourceLogged(String level, String message) {
            if (message.equals(SmallSync.BEGINNING)) {
                beginning.run();
            }
        }
    }

    /** Does not end with the cache that is opened on it. */
    private static final class KeptOpen extends DecoratedBackend {
        KeptOpen(SqlBackend kept) {
            super(kept);
        }

        @Override
        public void close() {}
    }
}
