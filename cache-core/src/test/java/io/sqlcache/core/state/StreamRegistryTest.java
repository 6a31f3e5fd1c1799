package io.sqlcache.core.state;

import static io.sqlcache.core.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.testing.Database;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which stream has which table, also under other prefixes, and as PyAirbyte sees it. */
class StreamRegistryTest {

    private static final StreamId USERS = StreamId.of("users");

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final Remembered remembered = Remembered.in(backend, database.config());

    @AfterEach
    void close() {
        backend.close();
        database.close();
    }

    private <T> T run(Function<DSLContext, T> work) {
        return remembered.transactions().run("look at the registry", work);
    }

    private Map<StreamId, RegisteredStream> streams() {
        return run(sql -> remembered.registry().streams(sql));
    }

    private static void save(Remembered where, StreamPlan plan) {
        where.transactions().run("save", sql -> {
            where.registry().save(sql, "source", List.of(plan), where.registry().tableNames(sql));
            return true;
        });
    }

    private List<String> shared() {
        return database.sql()
                .fetch("select \"table_name\" || ' of ' || \"source_name\" from \"cache\".\"_airbyte_streams\" order"
                        + " by 1")
                .getValues(0, String.class);
    }

    private OptionalLong resumable(StreamPlan plan) {
        return run(sql -> remembered.registry().resumable(sql, plan));
    }

    private void pyAirbyteWrites(String stream) {
        database.sql()
                .execute(
                        "insert into \"cache\".\"_airbyte_streams\" (\"stream_name\", \"source_name\", \"table_name\","
                                + " \"catalog_metadata\") values (?, 'theirs', ?,"
                                + " '{\"properties\":{\"Id\":{},\"name\":{}}}')",
                        stream,
                        stream);
    }

    @Test
    void savedStreamKeepsItsTableAndColumns() {
        save(remembered, plan("users namespace a APPEND"));
        StreamId id = new StreamId("a", "users");
        assertThat(streams())
                .isEqualTo(Map.of(
                        id,
                        new RegisteredStream(
                                id, "source", "a_users", Map.of("id", "id", "name", "name"), OptionalLong.empty())));
    }

    @Test
    void streamThatIsSavedAgainIsThereOnce() {
        save(remembered, plan("users APPEND"));
        save(remembered, plan("users key MERGE"));
        assertThat(streams()).containsOnlyKeys(USERS);
    }

    @Test
    void streamsOfAnotherPrefixAreNotSeenButTheirTablesAreTaken() {
        Remembered prefixed = Remembered.in(backend, database.config("p_"));
        save(prefixed, plan("other APPEND"));
        assertThat(streams()).isEmpty();
        Set<String> taken = run(sql -> remembered.registry().tableNames(sql));
        assertThat(taken).containsExactly("other");
    }

    @Test
    void hiddenGenerationIsNotedAndForgotten() {
        StreamPlan plan = plan("users generation 2 REPLACE");
        save(remembered, plan);
        run(sql -> {
            remembered.registry().noteResumable(sql, plan, OptionalLong.of(2));
            return true;
        });
        assertThat(resumable(plan)).hasValue(2);
        save(remembered, plan);
        assertThat(streams().values())
                .singleElement()
                .satisfies(stream -> assertThat(stream.resumableGeneration()).hasValue(2));

        run(sql -> {
            remembered.registry().noteResumable(sql, plan, OptionalLong.empty());
            return true;
        });
        assertThat(resumable(plan)).isEmpty();
    }

    @Test
    void brokenColumnNamesAreRefusedNamingTheTable() {
        save(remembered, plan("users APPEND"));
        database.sql().execute("update \"cache\".\"_sqlcache_streams\" set \"column_names\" = '{'");
        assertThatThrownBy(this::streams)
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "The column names of table \"users\" in _sqlcache_streams are not valid JSON; restore that row"
                                + " or remove it to have it made anew.");
    }

    @Test
    void pyAirbyteFindsEachStreamThatItCanTellApart() {
        save(remembered, plan("users APPEND"));
        save(remembered, plan("other namespace a APPEND"));
        assertThat(shared()).containsExactly("other of source", "users of source");
    }

    @Test
    void namesakesAreTakenFromPyAirbyte() {
        save(remembered, plan("users namespace a APPEND"));
        assertThat(shared()).containsExactly("users of source");
        save(remembered, plan("users namespace b APPEND"));
        assertThat(shared()).isEmpty();
    }

    @Test
    void prefixAndNameTogetherMakeNamesakesToo() {
        Remembered prefixed = Remembered.in(backend, database.config("p_"));
        save(prefixed, plan("users APPEND"));
        assertThat(shared()).containsExactly("p_users of source");
        save(remembered, plan("p_users APPEND"));
        assertThat(shared()).isEmpty();
    }

    @Test
    void streamThatOnlyPyAirbyteHasWrittenIsFoundWithItsColumns() {
        pyAirbyteWrites("Other");
        assertThat(streams().get(StreamId.of("Other"))).satisfies(stream -> {
            assertThat(stream.sourceName()).isEqualTo("theirs");
            assertThat(stream.tableName()).isEqualTo("other");
            assertThat(stream.columns()).isEqualTo(Map.of("Id", "id", "name", "name"));
        });
    }

    @Test
    void ownStreamHidesPyAirbytesOfTheSameName() {
        save(remembered, plan("users namespace a APPEND"));
        pyAirbyteWrites("other");
        assertThat(streams()).containsOnlyKeys(new StreamId("a", "users"), StreamId.of("other"));
    }
}
