package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams of random names, types, keys and values are read as they were sent, or as the documentation says that they change.
 *
 * <p>Each seed makes one catalog of streams, and one sync of it or two. {@code -Dsqlcache.random.seed=N} replays one seed; a database that
 * needs seconds for each may set fewer in its build ({@code sqlcache.random.seeds}).
 */
abstract class RandomStreamsContract extends CacheContract {

    private static final String SEED = "sqlcache.random.seed";
    private static final int STREAMS = 25;
    private static final int SOME = 3;
    private static final int MANY = Integer.getInteger("sqlcache.random.seeds", 85);

    private static final Instant BEGIN = Instant.parse("2024-05-06T07:08:09.123Z");

    private final List<String> problems = new ArrayList<>();
    private final List<RandomStream> streams = new ArrayList<>();
    private final Map<StreamId, TableOracle> tables = new HashMap<>();
    private final Map<StreamId, TableComparison> comparisons = new HashMap<>();
    private final List<CommittedState> committed = new ArrayList<>();

    RandomStreamsContract(CacheConformanceTest suite) {
        super(suite);
    }

    static LongStream someSeeds() {
        return Long.getLong(SEED) == null ? LongStream.rangeClosed(1, SOME) : LongStream.of(Long.getLong(SEED));
    }

    static LongStream manySeeds() {
        return Long.getLong(SEED) == null ? LongStream.rangeClosed(SOME + 1, SOME + MANY) : LongStream.empty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("someSeeds")
    void randomStreamsAreReadAsTheyWereSent(long seed) {
        assertReadAsSent(seed);
    }

    @Tag("slow")
    @ParameterizedTest(name = "seed {0}", allowZeroInvocations = true)
    @MethodSource("manySeeds")
    void twoThousandRandomStreamsAreReadAsTheyWereSent(long seed) {
        assertReadAsSent(seed);
    }

    private void assertReadAsSent(long seed) {
        Dice dice = new Dice(seed);
        boolean global = dice.chance(20);
        makeStreams(dice, global);
        try {
            sync(dice, BEGIN, global);
            if (dice.chance(50)) {
                workspace.closeCaches();
                streams.forEach(RandomStream::reorderFields);
                dice.shuffle(streams);
                sync(dice, BEGIN.plus(Duration.ofDays(1)), global);
            }
        } catch (RuntimeException e) {
            throw new AssertionError(title(seed), e);
        }
        assertThat(problems).as(title(seed)).isEmpty();
    }

    private static String title(long seed) {
        return "Random streams of seed %d; -D%s=%d replays them".formatted(seed, SEED, seed);
    }

    private void makeStreams(Dice dice, boolean global) {
        RandomNames names = new RandomNames(dice);
        Set<String> taken = new HashSet<>();
        ValueOracle oracle = new ValueOracle(workspace.limits(), workspace::columnType);
        for (int i = 0; i < STREAMS; i++) {
            String namespace = dice.chance(20) ? storable(names.fresh(taken)) : null;
            StreamId id = new StreamId(namespace, storable(names.fresh(taken)));
            // REPLACE under a GLOBAL state needs generations.
            WriteStrategy strategy = global
                    ? dice.oneOf(WriteStrategy.APPEND, WriteStrategy.MERGE)
                    : dice.oneOf(WriteStrategy.APPEND, WriteStrategy.MERGE, WriteStrategy.REPLACE);
            streams.add(new RandomStream(dice, id, strategy, oracle));
        }
        for (RandomStream stream : streams) {
            TableOracle table = new TableOracle(stream, can(Capability.NESTED_KEYS));
            tables.put(stream.id(), table);
            comparisons.put(stream.id(), new TableComparison(stream, table, problems));
        }
    }

    /** Streams, other than fields, cannot have a NUL in their names. */
    private static String storable(String name) {
        return name.replace('\0', '-');
    }

    private void sync(Dice dice, Instant begin, boolean global) {
        RandomSync sync = new RandomSync(dice, streams, begin, global);
        WriteSummary summary = write(request(dice), sync.messages());
        summary.streams().stream()
                .filter(stream -> !stream.complete())
                .forEach(stream -> problems.add("%s is not complete: %s".formatted(stream.id(), stream.reason())));
        for (RandomStream stream : streams) {
            Objects.requireNonNull(tables.get(stream.id())).land(sync.sent(stream.id()));
            Objects.requireNonNull(comparisons.get(stream.id())).compare(cache().stream(stream.id()));
        }
        compareStates(sync);
        committed.clear();
    }

    private WriteRequest.Builder request(Dice dice) {
        ConfiguredCatalog catalog =
                StreamScript.catalog(streams.stream().map(RandomStream::script).toArray(StreamScript[]::new));
        WriteRequest.Builder request = WriteRequest.of(catalog)
                .listener(new WriteListener() {
                    @Override
                    public void stateCommitted(CommittedState state) {
                        committed.add(state);
                    }
                })
                .throttle(dice.oneOf(
                        NEVER,
                        CommitThrottle.DEFAULT,
                        CommitThrottle.NONE,
                        new CommitThrottle(20_000, Duration.ofDays(1), Long.MAX_VALUE)))
                .strategy(dice.oneOf(WriteStrategy.AUTO, WriteStrategy.FROM_CATALOG));
        if (dice.chance(30)) {
            streams.forEach(stream -> request.strategy(stream.id(), stream.strategy()));
        }
        return request;
    }

    private void compareStates(RandomSync sync) {
        List<JsonNode> stored = states(SOURCE);
        for (RandomStream stream : streams) {
            List<String> sent = sync.states(stream.id());
            compareStates("states of " + stream, sent, committedStates(stream.id(), "/state/stream/stream_state"));
            List<String> last = sent.subList(Math.max(0, sent.size() - 1), sent.size());
            if (!last.isEmpty()) {
                compareStates(
                        "stored state of " + stream,
                        last,
                        storedState(stored, stream.id()).stream().toList());
            }
        }
        compareStates("GLOBAL states", sync.globalStates(), committedStates(null, "/state/global/shared_state"));
    }

    private List<JsonNode> committedStates(@Nullable StreamId stream, String pointer) {
        return committed.stream()
                .filter(state -> Objects.equals(stream, state.stream()))
                .map(state -> json(state.message()).at(pointer))
                .toList();
    }

    private void compareStates(String what, List<String> sent, List<JsonNode> back) {
        boolean same = sent.size() == back.size();
        for (int i = 0; same && i < sent.size(); i++) {
            same = Json.same(Json.text(back.get(i)), sent.get(i));
        }
        if (!same) {
            problems.add("%s: sent %s, given back %s".formatted(what, sent, back));
        }
    }
}
