package io.sqlcache.core.state;

import static io.sqlcache.core.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.testing.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which state counts: of a stream or of the source, ours or PyAirbyte's. */
class StateStoreTest {

    private static final StreamId USERS = StreamId.of("users");

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final Remembered remembered = Remembered.in(backend, database.config());

    @AfterEach
    void close() {
        backend.close();
        database.close();
    }

    private static StoredState state(String stream, int cursor) {
        String json =
                "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"c\":%d}}}"
                        .formatted(stream, cursor);
        return new StoredState(StateKind.STREAM, StreamId.of(stream), json);
    }

    private static StoredState ofSource(StateKind kind, int cursor) {
        String json = kind == StateKind.GLOBAL
                ? "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"c\":%d},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"}},{\"stream_descriptor\":{\"name\":\"other\"}}]}}"
                        .formatted(cursor)
                : "{\"type\":\"LEGACY\",\"data\":{\"c\":%d}}".formatted(cursor);
        return new StoredState(kind, null, json);
    }

    private void register(Remembered where, String line) {
        where.transactions().run("register", sql -> {
            where.registry()
                    .save(sql, "source", List.of(plan(line)), where.registry().tableNames(sql));
            return true;
        });
    }

    private void save(StoredState state) {
        save(remembered, "source", state, true);
    }

    private static void save(Remembered where, String source, StoredState state, boolean visible) {
        where.transactions().run("save", sql -> {
            where.states().save(sql, source, 1, state, visible);
            return true;
        });
    }

    private List<StoredState> loaded() {
        return loaded(remembered, "source");
    }

    private static List<StoredState> loaded(Remembered where, String source) {
        return where.transactions().run("load", sql -> where.states().load(sql, source));
    }

    /** What PyAirbyte finds, by table. */
    private List<String> shared() {
        return database.sql()
                .fetch("select \"table_name\" || ' ' || \"state_json\" from \"cache\".\"_airbyte_state\" order by 1")
                .getValues(0, String.class);
    }

    private void pyAirbyteSaves(String stream, String json) {
        database.sql().execute("delete from \"cache\".\"_airbyte_state\" where \"table_name\" = ?", stream);
        database.sql()
                .execute(
                        "insert into \"cache\".\"_airbyte_state\" (\"source_name\", \"stream_name\", \"table_name\","
                                + " \"state_json\") values ('source', ?, ?, ?)",
                        stream,
                        stream,
                        json);
    }

    @Test
    void laterStateOfAStreamReplacesTheEarlierOne() {
        save(state("users", 1));
        save(state("users", 2));
        assertThat(loaded()).containsExactly(state("users", 2));
    }

    @Test
    void statesOfStreamsStandSideBySideInOrder() {
        save(state("users", 1));
        save(state("other", 2));
        assertThat(loaded()).containsExactly(state("other", 2), state("users", 1));
    }

    @Test
    void stateOfTheSourceReplacesThoseOfItsStreams() {
        save(state("users", 1));
        save(state("other", 2));
        save(ofSource(StateKind.GLOBAL, 3));
        assertThat(loaded()).containsExactly(ofSource(StateKind.GLOBAL, 3));
    }

    @Test
    void stateOfAStreamReplacesThatOfTheSource() {
        save(ofSource(StateKind.GLOBAL, 1));
        save(state("users", 2));
        assertThat(loaded()).containsExactly(state("users", 2));
    }

    @Test
    void statesOfTheSourceReplaceEachOtherWhateverTheirKind() {
        save(ofSource(StateKind.LEGACY, 1));
        save(ofSource(StateKind.GLOBAL, 2));
        assertThat(loaded()).containsExactly(ofSource(StateKind.GLOBAL, 2));
        save(ofSource(StateKind.LEGACY, 3));
        assertThat(loaded()).containsExactly(ofSource(StateKind.LEGACY, 3));
    }

    @Test
    void stateBelongsToItsSource() {
        save(state("users", 1));
        save(remembered, "another", ofSource(StateKind.LEGACY, 2), true);
        assertThat(loaded()).containsExactly(state("users", 1));
        assertThat(loaded(remembered, "another")).containsExactly(ofSource(StateKind.LEGACY, 2));
    }

    @Test
    void stateBelongsToTheTablesOfItsPrefix() {
        Remembered prefixed = Remembered.in(backend, database.config("p_"));
        save(state("users", 1));
        save(prefixed, "source", state("users", 2), true);
        assertThat(loaded()).containsExactly(state("users", 1));
        assertThat(loaded(prefixed, "source")).containsExactly(state("users", 2));
    }

    @Test
    void forgottenStreamHasNoStateAndOthersKeepTheirs() {
        save(state("users", 1));
        save(state("other", 2));
        forget();
        assertThat(loaded()).containsExactly(state("other", 2));
    }

    @Test
    void forgottenStreamIsTakenOutOfTheStateOfTheSource() {
        save(ofSource(StateKind.GLOBAL, 1));
        forget();
        assertThat(loaded())
                .containsExactly(
                        new StoredState(
                                StateKind.GLOBAL,
                                null,
                                "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"c\":1},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"other\"}}]}}"));
    }

    @Test
    void legacyStateIsForgottenAsAWholeAndNoOther() {
        save(state("users", 1));
        remembered.transactions().run("forget", sql -> {
            remembered.states().forgetLegacy(sql, "source");
            return true;
        });
        assertThat(loaded()).containsExactly(state("users", 1));
        save(ofSource(StateKind.LEGACY, 1));
        remembered.transactions().run("forget", sql -> {
            remembered.states().forgetLegacy(sql, "other");
            remembered.states().forgetLegacy(sql, "source");
            return true;
        });
        assertThat(loaded()).isEmpty();
    }

    private void forget() {
        remembered.transactions().run("forget", sql -> {
            remembered.states().forget(sql, "source", USERS);
            return true;
        });
    }

    @Test
    void nothingIsThereBeforeTheFirstWrite() {
        try (Database empty = new Database();
                SqlBackend other = empty.backend()) {
            Remembered nothing = Remembered.unprepared(other, empty.config());
            assertThat(loaded(nothing, "source")).isEmpty();
        }
    }

    @Test
    void pyAirbyteIsToldTheStateOfVisibleRows() {
        register(remembered, "users APPEND");
        save(state("users", 1));
        save(state("users", 2));
        assertThat(shared()).containsExactly("users " + state("users", 2).json());
    }

    @Test
    void pyAirbyteIsToldTheStateOfHiddenRowsOnceTheyAreShown() {
        register(remembered, "users APPEND");
        save(state("users", 1));
        save(remembered, "source", state("users", 2), false);
        assertThat(shared()).containsExactly("users " + state("users", 1).json());
        assertThat(loaded()).containsExactly(state("users", 2));

        remembered.transactions().run("show", sql -> {
            remembered.states().show(sql, "source", USERS);
            return true;
        });
        assertThat(shared()).containsExactly("users " + state("users", 2).json());
        assertThat(loaded()).containsExactly(state("users", 2));
    }

    @Test
    void pyAirbyteIsNotToldOfStreamsThatItCannotTellApart() {
        register(remembered, "users namespace a APPEND");
        register(remembered, "users namespace b APPEND");
        save(new StoredState(
                StateKind.STREAM, new StreamId("a", "users"), state("users", 1).json()));
        assertThat(shared()).isEmpty();
        pyAirbyteSaves("users", state("users", 9).json());
        assertThat(loaded())
                .extracting(StoredState::json)
                .containsExactly(state("users", 1).json());
    }

    @Test
    void stateOfTheSourceLeavesPyAirbyteNone() {
        register(remembered, "users APPEND");
        save(state("users", 1));
        save(ofSource(StateKind.GLOBAL, 2));
        assertThat(shared()).isEmpty();
    }

    @Test
    void whatPyAirbyteHasStoredSinceCounts() {
        register(remembered, "users APPEND");
        save(state("users", 1));
        pyAirbyteSaves("users", state("users", 7).json());
        assertThat(loaded()).containsExactly(state("users", 7));

        save(state("users", 8));
        assertThat(loaded()).containsExactly(state("users", 8));
    }

    @Test
    void streamThatOnlyPyAirbyteHasWrittenGoesOnFromItsState() {
        pyAirbyteSaves("other", state("other", 3).json());
        save(state("users", 1));
        assertThat(loaded()).containsExactly(state("users", 1), state("other", 3));
    }

    @Test
    void pyAirbytesStateOfTheSourceCountsWhereWeHaveNone() {
        pyAirbyteSaves(
                "_GLOBAL", "{\"type\":\"GLOBAL\",\"global_\":{\"shared_state\":{\"c\":4},\"stream_states\":[]}}");
        assertThat(loaded())
                .containsExactly(new StoredState(
                        StateKind.GLOBAL,
                        null,
                        "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"c\":4},\"stream_states\":[]}}"));
        save(state("users", 1));
        assertThat(loaded()).containsExactly(state("users", 1));
    }
}
