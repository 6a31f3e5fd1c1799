package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Generations: new rows wait in a hidden table with their states, and the next try of the same generation goes on there. */
abstract class GenerationContract extends CacheContract {

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
    void newGenerationGivesUpTheHiddenRowsAndTheirState() {
        oldRow();
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        write(refresh(3), script().started("users"));
        assertThat(storedState("users")).isEmpty();
        assertThat(values("users", "id")).containsExactly(0L);

        write(refresh(3), script().record("users", "id", 7).complete("users"));
        assertThat(values("users", "id")).containsExactly(7L);
        assertThat(values("users", "_airbyte_generation_id")).containsExactly(3L);
        assertNothingIsHidden();
    }

    @Test
    void replaceWithoutGenerationsGivesUpTheHiddenRowsAndTheirState() {
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        write(
                WriteRequest.of(catalog(users())).strategy(WriteStrategy.REPLACE),
                script().record("users", "id", 7).complete("users"));

        assertThat(values("users", "id")).containsExactly(7L);
        assertThat(storedState("users")).isEmpty();
        assertNothingIsHidden();
    }

    @Test
    void appendAfterARefreshThatWasGivenUpKeepsItsRows() {
        oldRow();
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        write(
                fromCatalog(users().destination("append").generation(2, 0)),
                script().record("users", "id", 2).state("users", "{\"at\":2}").complete("users"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertNothingIsHidden();
    }

    @Test
    void mergeAfterARefreshThatWasGivenUpKeepsItsRows() {
        write(
                merged(1, 0),
                script().record("users", "id", 1, "name", "old")
                        .record("users", "id", 9, "name", "nine")
                        .complete("users"));
        write(
                merged(2, 2),
                script().record("users", "id", 1, "name", "new")
                        .record("users", "id", "no number", "name", "x")
                        .record("users", "id", "nor this", "name", "y")
                        .record("users", "id", null, "name", "null")
                        .state("users", "{\"at\":1}"));
        write(
                merged(2, 0),
                script().record("users", "id", null, "name", "null 2")
                        .record("users", "id", 2, "name", "two")
                        .complete("users"));

        assertThat(values("users", "name")).containsExactlyInAnyOrder("new", "nine", "x", "y", "null 2", "two");
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
                .extracting(id -> new BigDecimal(String.valueOf(id)))
                .containsExactlyInAnyOrder(BigDecimal.ONE, new BigDecimal("2.5"));
        assertThat(values("users", "more")).containsExactlyInAnyOrder("NULL", "m");
        assertNothingIsHidden();
    }

    @Test
    void rowsOfARefreshThatWasGivenUpComeUnderASchemaThatHasGrown() {
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        write(
                fromCatalog(stream("users")
                        .field("id", OBJECT)
                        .destination("append")
                        .generation(2, 0)),
                script().record("users", "{\"id\":{\"a\":2}}").complete("users"));

        assertThat(values("users", "id")).hasSize(2);
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

    @Test
    void hiddenRowsThatAreGoneAreMissed() {
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        hiddenTables().forEach(table -> cache().execute("drop table " + workspace.quoted(table)));

        refused(CacheException.Kind.CONFIG, () -> write(refresh(2), script().complete("users")))
                .hasMessageStartingWith("Cannot continue generation 2 of stream \"users\"")
                .hasMessageContaining("Start a new generation");
        write(refresh(3), script().record("users", "id", 3).complete("users"));
        assertThat(values("users", "id")).containsExactly(3L);
    }

    private void oldRow() {
        write(
                WriteRequest.of(catalog(users())).strategy(WriteStrategy.APPEND),
                script().record("users", "id", 0).complete("users"));
    }

    private void assertNothingIsHidden() {
        assertThat(hiddenTables()).isEmpty();
    }

    private List<String> hiddenTables() {
        try (QueryResult tables = cache().query(
                        "select table_name from information_schema.tables where table_schema = ?",
                        cache().config().schemaName())) {
            return tables.rows()
                    .map(row -> String.valueOf(row.values().get(0)))
                    .filter(name -> name.startsWith("_sqlcache_new") || name.startsWith("_sqlcache_staging"))
                    .toList();
        }
    }

    private static WriteRequest.Builder fromCatalog(StreamScript... streams) {
        return WriteRequest.of(catalog(streams))
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE);
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).field("name", STRING);
    }

    /** A truncate refresh without a key. */
    private static WriteRequest.Builder refresh(long generation) {
        return fromCatalog(users().destination("overwrite").generation(generation, generation));
    }

    private static WriteRequest.Builder merged(long generation, long minimum) {
        return fromCatalog(users().primaryKey("id").destination("append_dedup").generation(generation, minimum));
    }
}
