package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.SourceEnding;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes that are told how their source has ended: what that means for streams of which no status says it. */
abstract class SourceEndingContract extends CacheContract {

    SourceEndingContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void cleanEndingCompletesAStreamThatSentNoStatus() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));
        WriteSummary summary = write(replacing(SourceEnding.CLEAN), script().record("users", "id", 2));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(values("users", "id")).containsExactly(2L);
    }

    @Test
    void cleanEndingCompletesNoStreamThatSentAnotherStatusOrAnError() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));

        WriteSummary started =
                write(replacing(SourceEnding.CLEAN), script().started("users").record("users", "id", 2));
        WriteSummary failed = write(
                replacing(SourceEnding.CLEAN), script().record("users", "id", 3).error("users", "The token expired"));

        assertThat(reason(started, "users"))
                .isEqualTo("the input ended without its status COMPLETE; the last one was STARTED");
        assertThat(reason(failed, "users")).isEqualTo("the source failed: The token expired");
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void failureLeavesWhatIsCompleteAndEndsTheOthersAtTheirLastStates() {
        MessageScript messages = script().record("users", "id", 1)
                .complete("users")
                .record("orders", "id", 1)
                .state("orders", "{\"c\":1}")
                .record("orders", "id", 2);
        String cut = "{\"type\":\"STATE\",\"state\":{\"type\":\"STR";

        WriteSummary summary = cache().write(
                        new ByteArrayInputStream((messages.text() + cut).getBytes(StandardCharsets.UTF_8)),
                        both(SourceEnding.failed("it ended with exit code 3")).build());

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(summary, "users")).isEmpty();
        assertThat(reason(summary, "orders")).isEqualTo("the source failed: it ended with exit code 3");
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(values("orders", "id")).containsExactly(1L);
        assertThat(storedState("orders")).contains(json("{\"c\":1}"));
    }

    @Test
    void cleanEndingShowsAReplacedStreamUnderAGlobalStateAlsoIfAnotherFails() {
        WriteSummary summary = write(
                both(SourceEnding.CLEAN),
                script().record("users", "id", 1)
                        .global("{\"lsn\":1}", "users", "{}", "orders", "{}")
                        .record("orders", "id", 1)
                        .incomplete("orders"));

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(summary, "users")).isEmpty();
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(values("orders", "id")).isEmpty();
    }

    @Test
    void sourceThatCannotConnectReplacesNothingThoughItEndsWell() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));

        WriteSummary summary = write(
                replacing(SourceEnding.CLEAN),
                script().record("users", "id", 2)
                        .line(
                                "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"FAILED\",\"message\":\"Wrong key\"}}"));

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(summary, "users")).isEqualTo("the source failed: it cannot connect: Wrong key");
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void streamThatFailedByWhatIsSaidBesideItsStateReplacesNothingThoughTheSourceEndsWell() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));

        WriteSummary summary = write(
                replacing(SourceEnding.CLEAN),
                script().record("users", "id", 2)
                        .line(
                                streamState(
                                        "'sourceStatus':{'status':'RUNNING','message':{'summary':'No access to east'}},'streamStatus':{'name':'users','status':'ERROR'}"))
                        .line(streamState("'streamStatus':{'name':'users','status':'SUCCESS'}")));

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(summary, "users")).isEqualTo("the source failed: No access to east");
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void successThatIsSaidBesideAStateOfAllStreamsCompletesItsStreamAlsoIfAnotherFails() {
        write(both(SourceEnding.CLEAN), script().record("users", "id", 1).complete("users"));

        WriteSummary summary = write(
                both(SourceEnding.CLEAN, 5),
                script().record("users", "id", 2)
                        .line(legacyState("1", "'streamStatus':{'name':'users','status':'SUCCESS'}"))
                        .record("orders", "id", 1)
                        .line(
                                legacyState(
                                        "2",
                                        "'sourceStatus':{'status':'ERRORED'},'streamStatus':{'name':'orders','status':'ERROR'}"))
                        .line(legacyState("3", "'logs':[]")));

        assertThat(reason(summary, "users")).isEmpty();
        assertThat(reason(summary, "orders")).isEqualTo("the source failed: the source gave no message");
        assertThat(values("users", "id")).containsExactly(2L);
        assertThat(values("orders", "id")).as("up to the last state").containsExactly(1L);
        assertThat(states(SOURCE))
                .singleElement()
                .satisfies(state -> assertThat(state.path("data")).isEqualTo(json("3")));
    }

    @Test
    void successThatIsSaidBesideAStateMayEmptyATable() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));

        WriteSummary summary = write(
                replacing(SourceEnding.CLEAN),
                script().line(streamState("'streamStatus':{'name':'users','status':'SUCCESS','recordsEmitted':0}")));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(values("users", "id")).isEmpty();
    }

    @Test
    void stateOfASourceThatCouldNotBeSetUpIsNoneThoughItEndsWell() {
        write(both(SourceEnding.CLEAN), script().record("orders", "id", 1).line(legacyState("7", "'logs':[]")));

        WriteSummary summary = write(
                both(SourceEnding.CLEAN),
                script().line(legacyState("{}", "'sourceIdentity':{'sourceType':'shop'}"))
                        .line(legacyState(
                                "{}",
                                "'sourceStatus':{'status':'ERRORED','message':{'summary':'Wrong key','code':1004}}")));

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(summary, "users")).isEqualTo("the source failed: Wrong key");
        assertThat(reason(summary, "orders")).isEqualTo("the source failed: Wrong key");
        assertThat(states(SOURCE))
                .singleElement()
                .satisfies(state -> assertThat(state.path("data")).isEqualTo(json("7")));
    }

    @Test
    void goodEndEmptiesNoTable() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));

        WriteSummary silent = write(replacing(SourceEnding.CLEAN), script().mark("reading"));
        assertThat(silent.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(silent, "users"))
                .isEqualTo("the source sent nothing of it, and only the status COMPLETE may empty a table");
        assertThat(values("users", "id")).containsExactly(1L);

        WriteSummary complete = write(replacing(SourceEnding.CLEAN), script().complete("users"));
        assertThat(complete.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(values("users", "id")).isEmpty();
    }

    @Test
    void sourceThatPrintsNoMessageHasNotEndedWell() {
        write(replacing(SourceEnding.CLEAN), script().record("users", "id", 1));

        for (MessageScript printed : List.of(script(), script().line("Starting ..."), script().line("{'page': 2}"))) {
            WriteSummary summary = write(replacing(SourceEnding.CLEAN), printed);

            assertThat(reason(summary, "users"))
                    .isEqualTo("the source failed: it printed no message of the Airbyte protocol");
            assertThat(values("users", "id")).containsExactly(1L);
        }
    }

    @Test
    void endingIsAskedForOnceAtTheEndOfTheInput() {
        List<String> asked = new ArrayList<>();
        WriteRequest.Builder request = both(SourceEnding.UNKNOWN).sourceEnding(() -> {
            asked.add(Thread.currentThread().getName());
            return SourceEnding.CLEAN;
        });

        write(request, script().record("users", "id", 1).mark("read on"));

        assertThat(asked).hasSize(1);
    }

    private static String reason(WriteSummary summary, String stream) {
        return summary.stream(StreamId.of(stream)).orElseThrow().reason();
    }

    private static WriteRequest.Builder replacing(SourceEnding ending) {
        return WriteRequest.of(catalog(stream("users").field("id", INTEGER)))
                .strategy(WriteStrategy.REPLACE)
                .sourceEnding(() -> ending);
    }

    /** A state of the stream users, as faros-airbyte-cdk sends it, with what it says beside it. */
    private static String streamState(String beside) {
        return quoted("{'state':{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'},'stream_state':{}}},"
                + "'type':'STATE'," + beside + "}");
    }

    private static String legacyState(String data, String beside) {
        return quoted("{'state':{'data':" + data + "},'type':'STATE'," + beside + "}");
    }

    private static WriteRequest.Builder both(SourceEnding ending) {
        return both(ending, 4);
    }

    /** One stream that is replaced, by a generation, and one that is appended to. */
    private static WriteRequest.Builder both(SourceEnding ending, long generation) {
        return WriteRequest.of(catalog(
                        stream("users")
                                .field("id", INTEGER)
                                .destination("overwrite")
                                .generation(generation, generation),
                        stream("orders")
                                .field("id", INTEGER)
                                .destination("append")
                                .incremental()
                                .generation(generation, 0)))
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE)
                .sourceEnding(() -> ending);
    }
}
