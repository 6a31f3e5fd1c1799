package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.testkit.Disturbance.Kind;
import io.sqlcache.testkit.WireTrace.Place;
import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.FaultProxy;
import io.sqlcache.testkit.fault.WireMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contract of a cache whose connections fail, to be extended for each backend that speaks to a server over TCP, once for each sync, which then run at once: a write
 * that loses any message of its conversation leaves the same tables and the same state, and gives back the same states, as one
 * that loses none.
 *
 * <p>Each run writes into a schema of its own, with one disturbance, and leaves neither threads nor connections nor files. To
 * repeat one, give a part of its text, as the failure tells it, as the system property {@code sqlcache.disturbance}.
 */
@Timeout(3600)
public abstract class FaultConformanceTest {

    private static final Logger LOG = LoggerFactory.getLogger(FaultConformanceTest.class);

    /** Primes, so that they do not keep step with the messages of a statement. */
    private static final int STRIDE = 601;

    private static final int STRIDE_OF_THE_GATE = 7;
    private static final int STRIDE_OF_COMMITS = 9;

    private static final int MOST_FAILURES = 20;
    private static final String REPEATED = "sqlcache.disturbance";

    @TempDir
    private Path folder;

    /** The configuration of a cache in the given schema, straight to the server. */
    protected abstract SqlConfig config(String schema);

    /** A new proxy before the same server, which tells its messages apart; closed by the caller. */
    protected abstract FaultProxy proxy();

    /**
     * The configuration of a cache in the given schema.
     *
     * @param through where it is to connect to
     * @param silence how long the server may be silent before a connection is given up, in whole seconds
     */
    protected abstract SqlConfig config(String schema, FaultProxy through, Duration silence);

    /** Connects the backend under test; what it gives is closed by the caller. */
    protected abstract SqlBackend connect(SqlConfig config);

    /** Whether the message asks for a commit, or is the server's word that it is done. */
    protected abstract boolean isCommit(WireMessage message);

    /** A backend straight to the server, whose connections {@link #connectionCount} does not count; closed by the caller. */
    protected abstract SqlBackend observer();

    /** A query for the number of connections that caches have to the server. */
    protected abstract String connectionCount();

    /** What is written: that of {@link SmallSync} under states of streams in one class, that under a GLOBAL state in another. */
    protected abstract SmallSync sync();

    @Test
    @Tag("sample")
    final void everySoOftenAMessageIsLostAndChangesNothing() {
        assertNothingChanges(places -> everySoOften(cuts(places), STRIDE));
    }

    @Test
    @Tag("sample")
    final void commitOrItsAnswerIsLostNowAndThenAndChangesNothing() {
        assertNothingChanges(places -> everySoOften(commits(places, Kind.CUT_BEFORE), STRIDE_OF_COMMITS));
    }

    @Test
    @Tag("sample")
    final void connectionThatFallsSilentAtTheLastCommitChangesNothing() {
        assertNothingChanges(places -> lastOf(commits(places, Kind.DROP), 2));
    }

    @Test
    @Tag("slow")
    final void commitOrItsAnswerIsLostAndChangesNothing() {
        assertNothingChanges(places -> commits(places, Kind.CUT_BEFORE));
    }

    @Test
    @Tag("slow")
    final void oftenAMessageIsLostAndChangesNothing() {
        assertNothingChanges(places -> everySoOften(cuts(places), STRIDE_OF_THE_GATE));
    }

    @Test
    @Tag("torture")
    final void anyMessageIsLostAndChangesNothing() {
        assertNothingChanges(FaultConformanceTest::cuts);
    }

    @Test
    @Tag("slow")
    final void commitOrItsAnswerIsLateOrNeverComesAndChangesNothing() {
        assertNothingChanges(places -> commits(places, Kind.DELAY, Kind.DROP));
    }

    @Test
    @Tag("torture")
    final void connectionThatStallsAtAMessageOfEachTypeChangesNothing(SmallSync sync) {
        assertNothingChanges(places -> middleOfEachType(places).stream()
                .map(place -> new Disturbance(Kind.STALL, place))
                .toList());
    }

    private static List<Disturbance> commits(List<Place> places, Kind... kinds) {
        return places.stream()
                .filter(Place::isCommit)
                .flatMap(place -> Stream.of(kinds).map(kind -> new Disturbance(kind, place)))
                .toList();
    }

    private static List<Disturbance> lastOf(List<Disturbance> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Between two messages of one turn nothing happens at the other end: after the one is before the next. */
    private static List<Disturbance> cuts(List<Place> places) {
        List<Disturbance> cuts = new ArrayList<>();
        for (Place place : places) {
            cuts.add(new Disturbance(Kind.CUT_BEFORE, place));
            if (place.endsItsTurn()) {
                cuts.add(new Disturbance(Kind.CUT_AFTER, place));
            }
        }
        return cuts;
    }

    private static List<Disturbance> everySoOften(List<Disturbance> all, int stride) {
        List<Disturbance> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += stride) {
            some.add(all.get(i));
        }
        return some;
    }

    /** How many messages come after the last commit varies with the pool: the last of a type may not come in the next write. */
    private static List<Place> middleOfEachType(List<Place> places) {
        return places.stream()
                .collect(Collectors.groupingBy(
                        place -> place.way() + place.type(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(alike -> alike.get(alike.size() / 2))
                .toList();
    }

    private void assertNothingChanges(Function<List<Place>, List<Disturbance>> choice) {
        long start = System.nanoTime();
        SmallSync sync = sync();
        List<String> failures = new ArrayList<>();
        try (DisturbedWriter writer = new DisturbedWriter(this, folder)) {
            WireTrace trace = new WireTrace(this::isCommit);
            Aftermath undisturbed = writer.undisturbed(sync, trace);
            List<Disturbance> chosen = choice.apply(disturbed(sync, trace)).stream()
                    .filter(disturbance -> disturbance.toString().contains(System.getProperty(REPEATED, "")))
                    .toList();
            for (int i = 0; i < chosen.size() && failures.size() < MOST_FAILURES; i++) {
                Disturbance disturbance = chosen.get(i);
                String what = sync + ", " + disturbance;
                try {
                    writer.disturbed(sync, disturbance).assertSameAs(undisturbed, what);
                } catch (RuntimeException | AssertionError e) {
                    LOG.debug("{}", what, e);
                    failures.add(what + ": " + e);
                }
            }
            tell(sync, trace.places(), disturbed(sync, trace).size(), chosen.size(), start);
            assertThat(writer.missed())
                    .as("Writes that ended before they were disturbed")
                    .hasSizeLessThanOrEqualTo(1 + chosen.size() / 100);
        }
        assertThat(failures.stream().limit(MOST_FAILURES))
                .as("%d disturbed writes differ", failures.size())
                .isEmpty();
    }

    /** All syncs begin alike: one of them is disturbed also while it is prepared. */
    private static List<Place> disturbed(SmallSync sync, WireTrace trace) {
        boolean alsoPrepared = sync.equals(SmallSync.underStreamStates());
        return trace.places().stream()
                .filter(place -> alsoPrepared || !place.isPreparation())
                .toList();
    }

    private static void tell(SmallSync sync, List<Place> places, int open, int runs, long start) {
        long toServer = places.stream()
                .filter(place -> place.way() == Direction.TO_SERVER)
                .count();
        LOG.info(
                "{}: {} messages to the server, {} to the client, {} of them about commits; {} of all to be disturbed; {} disturbed writes in {} ms",
                sync,
                toServer,
                places.size() - toServer,
                places.stream().filter(Place::isCommit).count(),
                open,
                runs,
                (System.nanoTime() - start) / 1_000_000);
    }
}
