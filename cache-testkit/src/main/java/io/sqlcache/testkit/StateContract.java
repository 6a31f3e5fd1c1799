package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State: stored by source and stream, given back as it came. */
abstract class StateContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(stream("users").field("id", INTEGER));
    private static final ConfiguredCatalog BOTH =
            catalog(stream("users").field("id", INTEGER), stream("orders").field("id", INTEGER));

    StateContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void thereIsNoStateBeforeTheFirstOneIsCommitted() {
        assertThat(cache().state(SOURCE)).isEmpty();

        append(USERS, script().record("users", "id", 1).complete("users"));
        assertThat(states(SOURCE)).isEmpty();
    }

    @Test
    void lastStateOfEachStreamIsStored() {
        append(
                BOTH,
                script().record("users", "id", 1)
                        .state("users", "{\"c\":1}")
                        .state("orders", "{\"c\":7}")
                        .record("users", "id", 2)
                        .state("users", "{\"c\":2}")
                        .complete("users")
                        .complete("orders"));

        assertThat(states(SOURCE))
                .hasSize(2)
                .allSatisfy(state -> assertThat(state.path("type").asText()).isEqualTo("STREAM"));
        assertThat(storedState("users")).contains(json("{\"c\":2}"));
        assertThat(storedState("orders")).contains(json("{\"c\":7}"));
    }

    @Test
    void laterWriteReplacesTheStatesOfItsStreamsOnly() {
        append(
                BOTH,
                script().state("users", "{\"c\":1}")
                        .state("orders", "{\"c\":1}")
                        .complete("users")
                        .complete("orders"));
        append(USERS, script().state("users", "{\"c\":2}").complete("users"));

        assertThat(storedState("users")).contains(json("{\"c\":2}"));
        assertThat(storedState("orders")).contains(json("{\"c\":1}"));
    }

    @Test
    void storedStateIsFoundAfterReopening() {
        append(
                USERS,
                script().record("users", "id", 1).state("users", "{\"c\":1}").complete("users"));
        workspace.closeCaches();

        assertThat(storedState("users")).contains(json("{\"c\":1}"));
    }

    @Test
    void stateBelongsToItsSource() {
        write(from("one", USERS), script().state("users", "{\"c\":1}").complete("users"));
        write(
                from("two", catalog(stream("orders").field("id", INTEGER))),
                script().state("orders", "{\"c\":2}").complete("orders"));

        assertThat(storedState("one", StreamId.of("users"))).contains(json("{\"c\":1}"));
        assertThat(storedState("one", StreamId.of("orders"))).isEmpty();
        assertThat(storedState("two", StreamId.of("orders"))).contains(json("{\"c\":2}"));
        assertThat(cache().state("three")).isEmpty();
    }

    @Test
    void stateBelongsToItsNamespace() {
        StreamId sales = new StreamId("sales", "users");
        write(
                from(SOURCE, catalog(stream(sales).field("id", INTEGER))),
                script().state(sales, "{\"c\":1}").status(sales, "COMPLETE"));

        assertThat(storedState(SOURCE, sales)).contains(json("{\"c\":1}"));
        assertThat(storedState("users")).isEmpty();
    }

    @Test
    void stateIsABlackBox() {
        String state = quoted("{'n':12345678901234567890.123456789012345678901234567890,'z':[1.10,-0,1e400,null,{}],"
                + "'a':{'\\u00e9\\ud83d\\ude00':'\\\\ \\\"'},'empty':'','cdc':true}");
        Witness<Boolean> witness = Witness.ofStates();
        write(
                from(SOURCE, USERS).listener(witness),
                script().state("users", state).complete("users"));

        assertThat(storedState("users")).contains(json(state));
        assertThat(states(SOURCE).get(0).toString()).contains("1.10");
        assertThat(givenBack(witness, 0).path("stream").path("stream_state")).isEqualTo(json(state));
        assertThat(witness.messages().get(0)).contains("12345678901234567890.123456789012345678901234567890");
    }

    @Test
    void stateIsGivenBackAsOneLineWithItsRecordCount() {
        Witness<Boolean> witness = Witness.ofStates();
        write(
                from(SOURCE, USERS).listener(witness),
                script().record("users", "id", 1)
                        .record("users", "id", 2)
                        .stateObject(quoted(
                                        "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'},'stream_state':{\n'c':2}},"
                                                + "'sourceStats':{'recordCount':2.0},'id':77}")
                                .replace("\n", " "))
                        .state("users", "{\"c\":3}")
                        .complete("users"));

        assertThat(witness.states()).extracting(CommittedState::recordCount).containsExactly(2L, 0L);
        assertThat(witness.states()).extracting(CommittedState::stream).containsOnly(StreamId.of("users"));
        JsonNode first = givenBack(witness, 0);
        assertThat(first.path("destinationStats").path("recordCount").asDouble())
                .isEqualTo(2);
        assertThat(first.path("sourceStats").path("recordCount").asDouble()).isEqualTo(2);
        assertThat(first.path("id").asInt()).isEqualTo(77);
        assertThat(givenBack(witness, 1)
                        .path("destinationStats")
                        .path("recordCount")
                        .asDouble())
                .isZero();
        assertThat(witness.messages()).noneMatch(message -> message.contains("\n"));
    }

    @Test
    void storedStatesCanBeHandedBackToTheSource() {
        append(
                BOTH,
                script().state("users", "{\"c\":1}")
                        .state("orders", "{\"c\":2}")
                        .complete("users")
                        .complete("orders"));

        JsonNode array = json(cache().state(SOURCE).orElseThrow());
        assertThat(array.isArray()).isTrue();
        assertThat(array).allSatisfy(state -> {
            assertThat(state.has("destinationStats")).isFalse();
            assertThat(state.path("stream")
                            .path("stream_descriptor")
                            .path("name")
                            .isTextual())
                    .isTrue();
        });
    }

    @Test
    void stateOfAStreamWithoutRecordsIsStored() {
        append(USERS, script().started("users").state("users", "{\"c\":0}").complete("users"));

        assertThat(storedState("users")).contains(json("{\"c\":0}"));
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

    private static JsonNode givenBack(Witness<?> witness, int index) {
        List<String> messages = witness.messages();
        JsonNode message = json(messages.get(index));
        assertThat(message.path("type").asText()).isEqualTo("STATE");
        return message.path("state");
    }
}
