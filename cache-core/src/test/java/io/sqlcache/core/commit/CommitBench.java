package io.sqlcache.core.commit;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.SourceEnding;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.StreamMatching;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.state.Remembered;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.SyncLog.Sync;
import io.sqlcache.core.table.AsideNames;
import io.sqlcache.core.table.TablePreparation;
import io.sqlcache.core.testing.Database;
import io.sqlcache.core.testing.FedInput;
import io.sqlcache.core.testing.Plans;
import io.sqlcache.core.testing.Told;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link CommitDecision} with all that it decides about, and without the loop of a write: a test lets it read line by line. */
final class CommitBench implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final Remembered remembered = Remembered.in(backend, database.config());
    private final HeldStates held = new HeldStates(RetryPolicy.DEFAULT.cacheDir());
    private final FedInput input = new FedInput();
    private final Told told = new Told();
    private final Sync sync;
    private final StreamRouter router;
    private final MessageReader reader;
    private final CommitDecision decision;

    /** Of streams as {@link Plans} spells them. */
    CommitBench(CommitThrottle throttle, String... streams) {
        this(throttle, Optional.empty(), streams);
    }

    /**
     * The same, after an earlier write.
     *
     * @param stored the kind of the state that is stored
     */
    CommitBench(CommitThrottle throttle, Optional<StateKind> stored, String... streams) {
        List<StreamPlan> plans = Stream.of(streams).map(Plans::plan).toList();
        List<StreamId> ids = plans.stream().map(StreamPlan::id).toList();
        sync = (Sync) remembered.syncs().begin("source", "writer", ids, Duration.ofMinutes(1));
        Coverage coverage = new Coverage(stored, new RefusedStreams(List.of()));
        Lease lease = new Lease(remembered.syncs(), sync);
        router = new StreamRouter(backend, remembered.transactions(), lease, coverage::isKnownGlobal);
        TablePreparation tables = new TablePreparation(
                backend, remembered.transactions(), new AsideNames(backend, database.config()), database.config());
        plans.forEach(plan -> {
            register(plan);
            router.add(tables.prepare(plan, sync.number(), TablePreparation.Ready.none()));
        });
        reader = MessageReader.of(
                input,
                () -> SourceEnding.UNKNOWN,
                plans.stream().map(StreamPlan::layout).toList(),
                StreamMatching.EXACT,
                1 << 20,
                RetryPolicy.DEFAULT.cacheDir());
        CheckpointTransaction checkpoint = new CheckpointTransaction(
                backend, remembered.registry(), remembered.states(), remembered.syncs(), sync, router);
        decision = new CommitDecision(checkpoint, router, coverage, told, throttle, reader, held);
        reader.keepFrom(decision::neededFrom);
    }

    private void register(StreamPlan plan) {
        remembered.transactions().run("register a stream", sql -> {
            remembered
                    .registry()
                    .save(sql, "source", List.of(plan), remembered.registry().tableNames(sql));
            return true;
        });
    }

    CommitDecision decision() {
        return decision;
    }

    Database database() {
        return database;
    }

    Remembered remembered() {
        return remembered;
    }

    StreamRouter router() {
        return router;
    }

    Sync sync() {
        return sync;
    }

    Told told() {
        return told;
    }

    StreamLoad load(String stream) {
        return Objects.requireNonNull(router.load(StreamId.of(stream)), stream);
    }

    /** The ids that readers see. */
    List<Long> ids(String stream) {
        return database.ids(stream);
    }

    /** The states that are stored for the source. */
    List<String> stored() {
        return remembered
                .transactions()
                .run("read the state", sql -> remembered.states().load(sql, "source"))
                .stream()
                .map(StoredState::json)
                .toList();
    }

    /** Reads these lines, and does what they say. */
    void read(String... lines) throws InterruptedException, SQLException {
        for (String line : lines) {
            input.feed(line);
            readOne();
        }
    }

    private void readOne() throws InterruptedException, SQLException {
        long before = reader.inputBytes();
        Message message = reader.next(LONG);
        if (message instanceof RecordMessage record) {
            router.write(record, reader.inputBytes() - before, reader.lineNumber());
        } else if (message instanceof Message.State state) {
            decision.stateArrived(state);
        } else if (message instanceof Message.StreamStatus status) {
            decision.streamCompleted(load(status.stream().name()));
        } else {
            throw new AssertionError("The bench does nothing about " + message);
        }
    }

    /** Loses what is not committed, and reads it again. */
    void readAgain() throws InterruptedException, SQLException {
        readAgain(new LineRange(decision.neededFrom(), reader.lineNumber()));
    }

    /** Loses what is not committed, and reads these lines again, as far as they are there. */
    void readAgain(LineRange lines) throws InterruptedException, SQLException {
        long from = Math.min(lines.first(), reader.lineNumber());
        router.disconnect();
        router.rollback();
        decision.rollback(from);
        reader.replayFrom(from);
        while (reader.lineNumber() < lines.last()) {
            readOne();
        }
    }

    @Override
    public void close() {
        input.close();
        router.close();
        reader.close();
        held.close();
        backend.close();
        database.close();
    }
}
