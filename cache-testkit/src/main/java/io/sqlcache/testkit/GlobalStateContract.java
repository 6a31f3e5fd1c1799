package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
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
}
