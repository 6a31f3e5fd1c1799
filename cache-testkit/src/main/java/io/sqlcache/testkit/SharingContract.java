package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.PyAirbyteSide.dumped;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** Sharing a schema with PyAirbyte: what either has written the other reads and continues. */
abstract class SharingContract extends CacheContract {

    private static final String SHOP = "source-shop";
    private static final String USERS_SCHEMA =
            "{\"type\": \"object\", \"properties\": {\"Id\": {\"type\": \"integer\"}, \"First Name\": {\"type\": \"string\"}}}";

    private final PyAirbyteSide pyAirbyte = new PyAirbyteSide(workspace);

    SharingContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void ourStreamsAndStatesStandInPyAirbytesTables() {
        Workspace prefixed = workspace.prefixed("My ");
        prefixed.cache()
                .write(
                        script().record("The Users", "id", 1)
                                .state("The Users", "{\"at\": 1.50}")
                                .complete("The Users")
                                .input(),
                        request(stream("The Users").field("id", INTEGER)).build());
        PyAirbyteSide seen = new PyAirbyteSide(prefixed);

        assertThat(seen.read("_airbyte_streams", "stream_name", "source_name", "table_name"))
                .containsExactly(List.of("The Users", SHOP, "My The Users"));
        assertThat(json(String.valueOf(
                        seen.read("_airbyte_streams", "catalog_metadata").get(0).get(0))))
                .isEqualTo(json(stream("The Users").field("id", INTEGER).json())
                        .path("stream")
                        .path("json_schema"));
        assertThat(seen.read("_airbyte_state", "source_name", "stream_name", "table_name", "state_json"))
                .containsExactly(
                        List.of(
                                SHOP,
                                "The Users",
                                "My The Users",
                                quoted(
                                        "{'type':'STREAM','stream':{'stream_descriptor':{'name':'The Users'},'stream_state':{'at': 1.50}}}")));
        prefixed.closeCaches();
    }

    @Test
    void streamThatOnlyPyAirbyteHasWrittenIsRead() {
        pyAirbyteHasUsers();

        assertThat(cache().streams()).containsExactly(StreamId.of("users"));
        assertThat(cache().stream("users").tableName()).isEqualTo("users");
        assertThat(cache().stream("users").columns())
                .extracting(CachedColumn::field)
                .startsWith("Id", "First Name");
        assertThat(values("users", "first_name")).containsExactlyInAnyOrder("Ada", "Bob", "Bob");
        assertThat(storedState(SHOP, StreamId.of("users"))).contains(json("{\"at\":7}"));
        assertThat(cache().state(SHOP).orElseThrow()).doesNotContain("global_").doesNotContain("Stats");
    }

    @Test
    void cacheOfPyAirbyteIsContinuedAndItsDuplicatesHeal() {
        pyAirbyteHasUsers();
        write(
                request(users().primaryKey("Id")),
                script().record("users", "{\"Id\":2,\"First Name\":\"Bea\",\"n\":1.5,\"o\":{\"a\":1}}")
                        .record("users", "{\"Id\":3,\"First Name\":\"Cid\",\"n\":0.1234567891}")
                        .state("users", "{\"at\":9}")
                        .complete("users"));

        assertThat(cache().streams()).containsExactly(StreamId.of("users"));
        assertThat(cache().stream("users").tableName()).isEqualTo("users");
        assertThat(values("users", "first_name")).containsExactlyInAnyOrder("Ada", "Bea", "Cid");
        assertThat(pyAirbyte.read("_airbyte_state", "stream_name", "state_json"))
                .containsExactly(
                        List.of(
                                "users",
                                quoted(
                                        "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'},'stream_state':{'at':9}}}")));
        // And PyAirbyte goes on: no column that it does not know keeps its rows out.
        pyAirbyte.row("users", Map.of("id", 4, "first_name", "Dan", "_airbyte_raw_id", "d"));
        assertThat(values("users", "first_name")).containsExactlyInAnyOrder("Ada", "Bea", "Cid", "Dan");
    }

    @Test
    void streamWithANamespaceContinuesTheTableThatPyAirbyteBegan() {
        pyAirbyteHasUsers();
        StreamId users = new StreamId("public", "users");
        write(
                request(stream(users).field("Id", INTEGER).field("First Name", STRING))
                        .strategy(WriteStrategy.APPEND),
                script().record(users, "{\"Id\":9,\"First Name\":\"Zoe\"}").status(users, "COMPLETE"));

        assertThat(cache().streams()).containsExactly(users);
        assertThat(cache().stream(users).tableName()).isEqualTo("users");
        assertThat(cache().stream(users).count()).isEqualTo(4);
    }

    @Test
    void stateThatPyAirbyteStoredSinceCountsUntilOurNext() {
        appendUser(1);
        assertThat(storedState(SHOP, StreamId.of("users"))).contains(json("{\"at\":1}"));

        pyAirbyte.state(SHOP, "users", dumped("users", "{\"at\":2}"));
        assertThat(storedState(SHOP, StreamId.of("users"))).contains(json("{\"at\":2}"));

        appendUser(3);
        assertThat(storedState(SHOP, StreamId.of("users"))).contains(json("{\"at\":3}"));
        assertThat(pyAirbyte.read("_airbyte_state", "state_json").toString()).contains("{\"at\":3}");
    }

    @Test
    void stateOfAnotherSourceInPyAirbytesTableIsNotOurs() {
        appendUser(1);
        pyAirbyte.state("source-other", "users", dumped("users", "{\"at\":2}"));

        assertThat(storedState(SHOP, StreamId.of("users"))).contains(json("{\"at\":1}"));
    }

    @Test
    void globalStateOfPyAirbyteIsReadInItsSpelling() {
        pyAirbyte
                .open()
                .state(
                        SHOP,
                        "_GLOBAL",
                        "{\"type\":\"GLOBAL\",\"stream\":null,\"global_\":{\"shared_state\":{\"lsn\":5},\"stream_states\":[]},\"data\":null}");

        assertThat(states(SHOP))
                .containsExactly(
                        json("{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":5},\"stream_states\":[]}}"));
    }

    @Test
    void globalStateIsHiddenFromPyAirbyteWhichCouldNotReadOn() {
        appendUser(1);
        write(
                request(stream("users").field("id", INTEGER)).strategy(WriteStrategy.APPEND),
                script().record("users", "id", 2)
                        .global("{\"lsn\":1}", "users", "{}")
                        .complete("users"));

        assertThat(states(SHOP)).hasSize(1);
        assertThat(pyAirbyte.read("_airbyte_state", "stream_name")).isEmpty();
    }

    @Test
    void streamsOfOneNameAreHiddenFromPyAirbyteWhichKnowsNoNamespaces() {
        appendUser(1);
        StreamId south = new StreamId("south", "users");
        write(
                request(stream("users").field("id", INTEGER), stream(south).field("id", INTEGER)),
                script().state("users", "{\"at\":2}")
                        .state(south, "{\"at\":3}")
                        .complete("users")
                        .status(south, "COMPLETE"));

        assertThat(pyAirbyte.read("_airbyte_streams", "stream_name")).isEmpty();
        assertThat(pyAirbyte.read("_airbyte_state", "stream_name")).isEmpty();
        assertThat(storedState(SHOP, StreamId.of("users"))).contains(json("{\"at\":2}"));
        assertThat(storedState(SHOP, south)).contains(json("{\"at\":3}"));
    }

    @Test
    void tableThatPyAirbyteKeepsForAnotherSourceIsRefused() {
        pyAirbyteHasUsers();

        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(
                                WriteRequest.of(catalog(users())).sourceName("source-bank"),
                                script().complete("users")))
                .hasMessageContaining("source-bank")
                .hasMessageContaining(SHOP)
                .hasMessageContaining("\"users\"");
    }

    /** The table of a stream as PyAirbyte makes it: json, numeric(38,9), no key, and one row twice. */
    private void pyAirbyteHasUsers() {
        Map<String, DataType<?>> fields = new LinkedHashMap<>();
        fields.put("id", SQLDataType.BIGINT);
        fields.put("first_name", SQLDataType.VARCHAR);
        fields.put("n", SQLDataType.DECIMAL(38, 9));
        fields.put("o", SQLDataType.JSON);
        pyAirbyte.open().stream(SHOP, "users", USERS_SCHEMA)
                .state(SHOP, "users", dumped("users", "{\"at\":7}"))
                .table("users", fields)
                .row("users", Map.of("id", 1, "first_name", "Ada", "_airbyte_raw_id", "a"))
                .row("users", Map.of("id", 2, "first_name", "Bob", "_airbyte_raw_id", "b"))
                .row("users", Map.of("id", 2, "first_name", "Bob", "_airbyte_raw_id", "c"));
    }

    private static StreamScript users() {
        return stream("users")
                .field("Id", INTEGER)
                .field("First Name", STRING)
                .field("n", NUMBER)
                .field("o", OBJECT);
    }

    private void appendUser(int id) {
        write(
                request(stream("users").field("id", INTEGER)).strategy(WriteStrategy.APPEND),
                script().record("users", "id", id)
                        .state("users", "{\"at\":%d}".formatted(id))
                        .complete("users"));
    }

    private static WriteRequest.Builder request(StreamScript... streams) {
        return WriteRequest.of(catalog(streams)).sourceName(SHOP);
    }
}
