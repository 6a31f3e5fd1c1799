package io.sqlcache.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.testing.Database;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables of an older layout are brought up to date; those of a newer one are left alone. */
class InternalTablesTest {

    private static final String STREAMS = """
            create table "cache"."_sqlcache_streams" ("table_name" varchar(1000) primary key, "table_prefix" varchar(1000),
              "source_name" varchar(1000), "namespace" varchar(1000), "stream_name" varchar(1000), "column_names" clob,
              "primary_key" clob, "cursor_field" clob, "json_schema" clob, "updated_at" timestamp with time zone)""";

    private static final String SYNCS = """
            create table "cache"."_sqlcache_syncs" ("sync_number" bigint primary key, "writer_id" varchar(40),
              "source_name" varchar(1000), "config_hash" varchar(64), "commits" bigint, "started_at" timestamp with time zone,
              "ended_at" timestamp with time zone, "outcome" varchar(20))""";

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final Remembered remembered = Remembered.unprepared(backend, database.config());

    @AfterEach
    void close() {
        backend.close();
        database.close();
    }

    private void layout(int version, String... statements) {
        database.sql().execute("create schema \"cache\"");
        Stream.of(statements).forEach(database.sql()::execute);
        database.sql().execute("create table \"cache\".\"_sqlcache_version\" (\"version\" integer primary key)");
        database.sql().execute("insert into \"cache\".\"_sqlcache_version\" values (" + version + ")");
    }

    private void stream(String prefix, String source) {
        database.sql()
                .execute(
                        "insert into \"cache\".\"_sqlcache_streams\" (\"table_name\", \"table_prefix\", \"source_name\", \"namespace\", \"stream_name\", \"column_names\", \"primary_key\", \"cursor_field\", \"json_schema\", \"updated_at\") values (?, ?, ?, '', 'users', '{}', '[]', '[]', '{}', current_timestamp)",
                        prefix + "users",
                        prefix,
                        source);
    }

    private int version() {
        return database.sql()
                .fetch("select \"version\" from \"cache\".\"_sqlcache_version\"")
                .get(0)
                .get(0, Integer.class);
    }

    private List<StoredState> states(Remembered where) {
        return where.transactions().run("load", sql -> where.states().load(sql, "source"));
    }

    @Test
    void statesOfTheFirstLayoutBelongToEachPrefixOfTheirSource() {
        layout(1, STREAMS, SYNCS, """
                create table "cache"."_sqlcache_state" ("source_name" varchar(1000), "kind" varchar(10), "namespace" varchar(1000),
                  "stream_name" varchar(1000), "state_json" clob, "sync_number" bigint, "updated_at" timestamp with time zone)""");
        stream("", "source");
        stream("p_", "source");
        stream("q_", "another");
        database.sql()
                .execute(
                        "insert into \"cache\".\"_sqlcache_state\" values ('source', 'STREAM', '', 'users', '{\"c\":1}', 7, current_timestamp)");

        StoredState state = new StoredState(StateKind.STREAM, StreamId.of("users"), "{\"c\":1}");
        assertThat(states(remembered)).containsExactly(state);
        assertThat(states(Remembered.unprepared(backend, database.config("p_"))))
                .containsExactly(state);
        assertThat(states(Remembered.unprepared(backend, database.config("q_"))))
                .isEmpty();
        assertThat(version()).isEqualTo(3);
        assertThat(remembered.syncs().begin("source", "writer", List.of(StreamId.of("users")), Duration.ofMinutes(1)))
                .isInstanceOf(SyncLog.Sync.class);
    }

    @Test
    void unfinishedWriteOfTheSecondLayoutHoldsNoStreams() {
        layout(2, STREAMS.replace("\"updated_at\"", "\"hidden_generation\" bigint, \"updated_at\""), SYNCS, """
                create table "cache"."_sqlcache_state" ("table_prefix" varchar(1000), "source_name" varchar(1000),
                  "kind" varchar(10), "namespace" varchar(1000), "stream_name" varchar(1000), "state_json" clob,
                  "shared_json" clob, "sync_number" bigint, "updated_at" timestamp with time zone)""");
        database.sql()
                .execute(
                        "insert into \"cache\".\"_sqlcache_syncs\" values (4, 'dead', 'source', '', 0, current_timestamp, null, null)");
        database.sql()
                .execute(
                        "insert into \"cache\".\"_sqlcache_state\" values ('', 'source', 'LEGACY', '', '', '{\"c\":2}', null, 4, current_timestamp)");

        remembered.tables().ensure();
        assertThat(version()).isEqualTo(3);
        assertThat(states(remembered)).containsExactly(new StoredState(StateKind.LEGACY, null, "{\"c\":2}"));
        assertThat(remembered.syncs().begin("source", "writer", List.of(StreamId.of("users")), Duration.ofMinutes(1)))
                .isEqualTo(new SyncLog.Sync(5, "writer", "source"));
    }

    @Test
    void newerLayoutIsRefusedNamingBoth() {
        remembered.tables().ensure();
        database.sql().execute("update \"cache\".\"_sqlcache_version\" set \"version\" = 4");
        assertThatThrownBy(() -> remembered.tables().ensure())
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "The schema \"cache\" was written by a newer sqlcache (layout 4, this one knows 3); use that version or another schema.");
        assertThat(version()).isEqualTo(4);
    }

    @Test
    void tablesWhoseWriterDiedBeforeTheVersionWasThereAreFinished() {
        remembered.tables().ensure();
        database.sql().execute("delete from \"cache\".\"_sqlcache_version\"");
        assertThat(states(remembered)).isEmpty();
        remembered.tables().ensure();
        assertThat(version()).isEqualTo(3);
    }

    @Test
    void tablesThatAreThereStayAsTheyAre() {
        remembered.tables().ensure();
        long number = remembered.syncs().begin("source", "one", List.of(StreamId.of("users")), Duration.ofMinutes(1))
                        instanceof SyncLog.Sync sync
                ? sync.number()
                : 0;
        remembered.tables().ensure();
        assertThat(database.sql()
                        .fetch("select \"sync_number\" from \"cache\".\"_sqlcache_syncs\"")
                        .getValues(0, Long.class))
                .containsExactly(number);
    }
}
