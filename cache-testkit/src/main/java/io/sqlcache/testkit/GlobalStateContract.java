package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State that covers more than one stream: GLOBAL and LEGACY. */
abstract class GlobalStateContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(stream("users").field("id", INTEGER));
    private static final ConfiguredCatalog BOTH =
            catalog(stream("users").field("id", INTEGER), stream("orders").field("id", INTEGER));

    GlobalStateContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void globalStateIsStoredWhole() {
        Witness<Boolean> witness = Witness.ofStates();
        write(
                from(SOURCE, BOTH).listener(witness),
                script().record("users", "id", 1)
                        .record("orders", "id", 1)
                        .global("{\"lsn\":5}", "users", "{\"u\":1}", "orders", "{}")
                        .complete("users")
                        .complete("orders"));

        assertThat(states(SOURCE)).singleElement().satisfies(state -> {
            assertThat(state.path("type").asText()).isEqualTo("GLOBAL");
            assertThat(state.path("global").path("shared_state")).isEqualTo(json("{\"lsn\":5}"));
            assertThat(state.path("global").path("stream_states")).hasSize(2);
        });
        assertThat(witness.states()).singleElement().satisfies(state -> {
            assertThat(state.stream()).isNull();
            assertThat(state.recordCount()).isEqualTo(2);
        });
    }

    @Test
    void laterGlobalStateReplacesTheEarlierOne() {
        append(USERS, script().global("{\"lsn\":5}", "users", "{\"u\":1}").complete("users"));
        append(USERS, script().global("{\"lsn\":6}", "users", "{\"u\":2}").complete("users"));

        assertThat(states(SOURCE))
                .singleElement()
                .satisfies(state -> assertThat(state.path("global")
                                .path("shared_state")
                                .path("lsn")
                                .asInt())
                        .isEqualTo(6));
    }

    @Test
    void globalStateIsReadUnderThePythonSpellingToo() {
        append(
                USERS,
                script().stateObject(quoted("{'type':'GLOBAL','global_':{'shared_state':{'lsn':5},'stream_states':"
                                + "[{'stream_descriptor':{'name':'users'},'stream_state':{'u':1}}]}}"))
                        .complete("users"));

        assertThat(states(SOURCE))
                .singleElement()
                .satisfies(state -> assertThat(state.path("global")
                                .path("shared_state")
                                .path("lsn")
                                .asInt())
                        .isEqualTo(5));
    }

    @Test
    void legacyStateIsStoredWithAndWithoutItsType() {
        append(USERS, script().record("users", "id", 1).legacy("{\"c\":1}").complete("users"));
        assertLegacy("{\"c\":1}");

        append(USERS, script().stateObject("{\"data\":{\"c\":2}}").complete("users"));
        assertLegacy("{\"c\":2}");
    }

    private void assertLegacy(String data) {
        assertThat(states(SOURCE)).singleElement().satisfies(state -> {
            assertThat(state.path("type").asText()).isEqualTo("LEGACY");
            assertThat(state.path("data")).isEqualTo(json(data));
        });
    }

    private void append(ConfiguredCatalog catalog, MessageScript messages) {
        write(from(SOURCE, catalog), messages);
    }

    private static WriteRequest.Builder from(String source, ConfiguredCatalog catalog) {
        return WriteRequest.of(catalog)
                .sourceName(source)
                .strategy(WriteStrategy.APPEND)
                .throttle(CommitThrottle.NONE);
    }

    @Test
    void replaceUnderAGlobalStateNeedsGenerations() {
        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(
                                from(SOURCE, BOTH).strategy(WriteStrategy.REPLACE),
                                script().record("users", "id", 1).global("{}", "users", "{}")))
                .hasMessageContaining("Cannot replace stream \"users\"")
                .hasMessageContaining("generation_id");
    }

    @Test
    void replaceUnderAGlobalStateIsCommittedWithTheOthersAndShownWhenComplete() {
        Witness<List<Object>> users = new Witness<>(() -> values("users", "id"));
        WriteSummary summary = write(
                generations().listener(users),
                script().record("users", "id", 1)
                        .record("orders", "id", 1)
                        .global("{\"lsn\":1}", "users", "{}", "orders", "{}")
                        .mark("hidden")
                        .record("users", "id", 2)
                        .complete("users")
                        .record("orders", "id", 2)
                        .global("{\"lsn\":2}", "users", "{}", "orders", "{}")
                        .mark("shown")
                        .complete("orders"));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(users.states()).hasSize(2);
        assertThat(users.at("hidden")).isEmpty();
        assertThat(users.at("shown")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(values("orders", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void afterABreakAllStreamsOfAGlobalStateGoOnFromIt() {
        write(
                generations(),
                script().record("users", "id", 1)
                        .record("orders", "id", 1)
                        .global("{\"lsn\":1}", "users", "{}", "orders", "{}")
                        .record("orders", "id", 2)
                        .record("users", "id", 2)
                        .error("the source is gone"));
        assertThat(values("orders", "id")).containsExactly(1L);
        assertThat(values("users", "id")).isEmpty();
        write(
                generations(),
                script().record("users", "id", 2)
                        .complete("users")
                        .record("orders", "id", 2)
                        .global("{\"lsn\":2}", "users", "{}", "orders", "{}")
                        .complete("orders"));

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(values("orders", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void completeReplaceUnderAGlobalStateIsShownAlsoIfAnotherStreamFails() {
        WriteSummary summary = write(
                generations(),
                script().record("users", "id", 1)
                        .global("{\"lsn\":1}", "users", "{}", "orders", "{}")
                        .record("orders", "id", 1)
                        .complete("users")
                        .incomplete("orders"));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.FAILED);
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(values("orders", "id")).isEmpty();
    }

    @Test
    void completeReplaceWhoseLastRowsNoStateCoversStaysHiddenIfAnotherStreamFails() {
        WriteSummary summary = write(
                generations(),
                script().record("users", "id", 1)
                        .global("{\"lsn\":1}", "users", "{}", "orders", "{}")
                        .record("users", "id", 2)
                        .complete("users")
                        .incomplete("orders"));

        assertThat(summary.stream(StreamId.of("users")).orElseThrow().complete())
                .isFalse();
        assertThat(summary.stream(StreamId.of("users")).orElseThrow().reason()).contains("covered by no state");
        assertThat(values("users", "id")).isEmpty();
        write(
                generations(),
                script().record("users", "id", 2)
                        .complete("users")
                        .global("{\"lsn\":2}", "users", "{}", "orders", "{}")
                        .complete("orders"));
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    /** One stream that is replaced and one that is appended to, of a source whose state covers both. */
    private static WriteRequest.Builder generations() {
        return WriteRequest.of(catalog(
                        stream("users")
                                .field("id", INTEGER)
                                .destination("overwrite")
                                .generation(4, 4),
                        stream("orders")
                                .field("id", INTEGER)
                                .destination("append")
                                .incremental()
                                .generation(4, 0)))
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE);
    }
}
