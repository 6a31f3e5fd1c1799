package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import org.junit.jupiter.api.Test;

/** Refreshes that were not completed, and what the write that comes next makes of their hidden rows. */
abstract class AbandonedRefreshContract extends RefreshContract {

    AbandonedRefreshContract(CacheConformanceTest suite) {
        super(suite);
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
    void newGenerationGivesUpTheHiddenRowsAndWhatTheStateOfAllStreamsSaysOfThem() {
        write(
                refresh(2),
                script().record("users", "id", 1).global("{\"lsn\":1}", "users", "{\"at\":1}", "orders", "{\"at\":5}"));
        write(refresh(3), script().started("users"));

        assertThat(states("source")).singleElement().satisfies(state -> {
            assertThat(state.at("/global/shared_state")).isEqualTo(json("{\"lsn\":1}"));
            assertThat(state.at("/global/stream_states")).hasSize(1);
            assertThat(state.at("/global/stream_states/0/stream_descriptor/name")
                            .asText())
                    .isEqualTo("orders");
        });
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
    void rowsOfARefreshThatWasGivenUpWhoseKeysLostCharactersStayApart() {
        StreamScript keyed =
                stream("users").field("id", STRING).field("v", INTEGER).primaryKey("id");
        write(
                fromCatalog(keyed.destination("append_dedup").generation(2, 2)),
                script().record("users", "{\"id\":\"a\\u0000\",\"v\":1}")
                        .record("users", "{\"id\":\"a\\ud800\",\"v\":2}")
                        .record("users", "{\"id\":\"b\",\"v\":3}")
                        .state("users", "{\"at\":1}"));
        write(
                fromCatalog(keyed.destination("append_dedup").generation(2, 0)),
                script().record("users", "id", "b", "v", 4).complete("users"));

        assertThat(values("users", "v")).containsExactlyInAnyOrder(1L, 2L, 4L);
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
    void hiddenRowsThatAreGoneAreMissed() {
        write(refresh(2), script().record("users", "id", 1).state("users", "{\"at\":1}"));
        hiddenTables().forEach(table -> cache().execute("drop table " + workspace.quoted(table)));

        refused(CacheException.Kind.CONFIG, () -> write(refresh(2), script().complete("users")))
                .hasMessageStartingWith("Cannot continue generation 2 of stream \"users\"")
                .hasMessageContaining("Start a new generation");
        write(refresh(3), script().record("users", "id", 3).complete("users"));
        assertThat(values("users", "id")).containsExactly(3L);
    }
}
