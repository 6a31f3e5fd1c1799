package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Generations: new rows wait in a hidden table with their states, and the next try of the same generation goes on there. */
abstract class GenerationContract extends RefreshContract {

    GenerationContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void statesAreGivenBackAtCheckpointsWhileTheRowsStayHidden() {
        oldRow();
        Witness<List<Object>> witness = new Witness<>(() -> values("users", "id"));
        WriteSummary summary = write(
                refresh(2).listener(witness),
                script().record("users", "id", 1).state("users", "{\"at\":1}").record("users", "id", 2));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.FAILED);
        assertThat(witness.atStates()).containsExactly(List.of(0L));
        assertThat(values("users", "id")).containsExactly(0L);
        assertThat(storedState("users")).contains(json("{\"at\":1}"));
    }

    @Test
    void nextTryGoesOnWithTheRowsThatAStateCovers() {
        oldRow();
        write(
                refresh(2),
                script().record("users", "id", 1).state("users", "{\"at\":1}").record("users", "id", 2));
        workspace.closeCaches();
        write(refresh(2), script().record("users", "id", 2).state("users", "{\"at\":2}"));
        workspace.closeCaches();
        write(
                refresh(2),
                script().record("users", "id", 3).state("users", "{\"at\":3}").complete("users"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(storedState("users")).contains(json("{\"at\":3}"));
        assertNothingIsHidden();
    }

    @Test
    void nextTryWithoutARecordMakesTheHiddenRowsVisible() {
        oldRow();
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        write(refresh(2), script().complete("users"));

        assertThat(values("users", "id")).containsExactly(1L);
        assertNothingIsHidden();
    }

    /** The first try may have died after its last commit, before it could say so. */
    @Test
    void nextTryAfterTheSwapKeepsTheRowsIfThereIsNothingMore() {
        oldRow();
        write(
                refresh(2),
                script().record("users", "id", 1).state("users", "{\"at\":1}").complete("users"));
        WriteSummary again =
                write(refresh(2), script().state("users", "{\"at\":1}").complete("users"));

        assertThat(again.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(storedState("users")).contains(json("{\"at\":1}"));
        assertNothingIsHidden();
    }

    @Test
    void nextTryAfterTheSwapAddsWhatAnIncrementalSourceSends() {
        oldRow();
        WriteRequest.Builder added =
                fromCatalog(users().incremental().destination("append").generation(2, 2));
        write(
                added,
                script().record("users", "id", 1).state("users", "{\"at\":1}").complete("users"));
        assertThat(values("users", "id")).containsExactly(1L);
        write(
                added,
                script().record("users", "id", 2).state("users", "{\"at\":2}").complete("users"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(storedState("users")).contains(json("{\"at\":2}"));
        assertNothingIsHidden();
    }

    @Test
    void nextTryAfterTheSwapMergesWhatAnIncrementalSourceSends() {
        WriteRequest.Builder merged = fromCatalog(users().primaryKey("id")
                .incremental()
                .destination("append_dedup")
                .generation(2, 2));
        write(
                merged,
                script().record("users", "id", 1, "name", "Ada")
                        .record("users", "id", 2, "name", "Bob")
                        .complete("users"));
        write(merged, script().record("users", "id", 2, "name", "Bea").complete("users"));

        assertThat(values("users", "name")).containsExactlyInAnyOrder("Ada", "Bea");
        assertNothingIsHidden();
    }

    @Test
    void refreshThatIsSentAsAWholeOnceMoreReplacesItsRows() {
        write(
                refresh(2),
                script().record("users", "id", 1).record("users", "id", 2).complete("users"));
        write(
                refresh(2),
                script().record("users", "id", 1).record("users", "id", 3).complete("users"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 3L);
        assertNothingIsHidden();
    }

    @Test
    void nextTryOfARefreshWithAKeyMergesIntoTheHiddenRows() {
        write(merged(1, 0), script().record("users", "id", 9).complete("users"));
        write(
                merged(2, 2),
                script().record("users", "id", 1, "name", "Ada")
                        .record("users", "id", 2, "name", "Bob")
                        .state("users", "{\"at\":2}"));
        assertThat(values("users", "id")).containsExactly(9L);
        write(merged(2, 2), script().record("users", "id", 2, "name", "Bea").complete("users"));

        assertThat(values("users", "name")).containsExactlyInAnyOrder("Ada", "Bea");
        assertNothingIsHidden();
    }

    @Test
    void nextTryGoesOnUnderASchemaThatHasGrown() {
        oldRow();
        write(refresh(2), script().record("users", "id", 1, "name", "a").state("users", "{\"at\":1}"));
        write(
                fromCatalog(stream("users")
                        .field("more", STRING)
                        .field("id", NUMBER)
                        .field("name", OBJECT)
                        .destination("overwrite")
                        .generation(2, 2)),
                script().record("users", "{\"id\":2.5,\"more\":\"m\",\"name\":{\"first\":1}}")
                        .complete("users"));

        assertThat(values("users", "id"))
                .extracting(id -> new BigDecimal(String.valueOf(id)).stripTrailingZeros())
                .containsExactlyInAnyOrder(BigDecimal.ONE, new BigDecimal("2.5"));
        assertThat(values("users", "more")).containsExactlyInAnyOrder("NULL", "m");
        assertNothingIsHidden();
    }

    @Test
    void interleavedRefreshesContinueEachFromItsOwnState() {
        WriteRequest.Builder both = fromCatalog(
                stream("a").field("id", INTEGER).destination("overwrite").generation(1, 1),
                stream("b").field("id", INTEGER).destination("overwrite").generation(1, 1));
        write(
                both,
                script().record("a", "id", 1)
                        .record("b", "id", 1)
                        .record("a", "id", 2)
                        .state("a", "{\"at\":2}")
                        .record("b", "id", 2)
                        .record("a", "id", 3));
        assertThat(storedState("b")).isEmpty();
        write(
                both,
                script().record("a", "id", 3)
                        .record("b", "id", 1)
                        .complete("a")
                        .record("b", "id", 2)
                        .complete("b"));

        assertThat(values("a", "id")).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(values("b", "id")).containsExactlyInAnyOrder(1L, 2L);
        assertNothingIsHidden();
    }

    @Test
    void sourceThatCannotResumeHasItsStatesWaitForTheSwap() {
        oldRow();
        WriteRequest.Builder request =
                fromCatalog(users().destination("overwrite").generation(2, 2).notResumable());
        write(request, script().record("users", "id", 1).state("users", "{\"done\":true}"));
        assertThat(storedState("users")).isEmpty();
        write(
                request,
                script().record("users", "id", 1)
                        .state("users", "{\"done\":true}")
                        .complete("users"));

        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(storedState("users")).contains(json("{\"done\":true}"));
    }

    @Test
    void stateOfHiddenRowsIsNoneForPyAirbyteUntilTheyAreVisible() {
        PyAirbyteSide pyAirbyte = new PyAirbyteSide(workspace);
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        assertThat(pyAirbyte.read("_airbyte_state", "stream_name")).isEmpty();
        write(refresh(2), script().complete("users"));

        assertThat(pyAirbyte.read("_airbyte_state", "stream_name")).containsExactly(List.of("users"));
    }
}
