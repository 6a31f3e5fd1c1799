package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that does not have every character: what it lacks becomes a question mark, is told, and never fails a write. */
@Tag("server-version")
@Timeout(60)
class EncodingsTest {

    private static final String TOLD =
            "[{\"field\": \"%s\", \"change\": \"TRUNCATED\", \"reason\": \"DESTINATION_SERIALIZATION_ERROR\"}]";

    private static final String LACKING =
            "The database keeps text in %s, and a character that this does not have %s: use a database made with encoding 'UTF8'";

    private static Loader loader;
    private static Loader.Database latin;

    @BeforeAll
    static void create() throws SQLException {
        loader = new Loader();
        latin = loader.database("LATIN1");
    }

    @AfterEach
    void forget() throws SQLException {
        latin.execute("drop schema if exists landing cascade");
    }

    @AfterAll
    static void drop() throws SQLException {
        latin.close();
        loader.close();
    }

    private static List<String> check(Loader.Database database) {
        try (CacheBase cache = PostgresCache.open(database.config())) {
            return cache.check();
        }
    }

    @Test
    void aCheckTellsIt() {
        assertThat(check(latin)).containsExactly(LACKING.formatted("LATIN1", "becomes '?'"));
    }

    private static StreamScript things() {
        return stream("things").field("id", LogicalType.STRING).field("v", LogicalType.STRING);
    }

    private static WriteSummary write(
            PostgresConfig config, WriteStrategy strategy, MessageScript messages, StreamScript... streams) {
        try (CacheBase cache = PostgresCache.open(config)) {
            return cache.write(
                    messages.input(),
                    WriteRequest.of(catalog(streams))
                            .sourceName("shop")
                            .strategy(strategy)
                            .build());
        }
    }

    @Test
    void charactersThatTheEncodingLacksBecomeQuestionMarksAndAreTold() throws SQLException {
        write(
                latin.config(),
                WriteStrategy.APPEND,
                script().record("things", "id", "é", "v", "ça")
                        .record("things", "id", "a€b", "v", "\ud83d\ude00\ud800-")
                        .complete("things"),
                things());
        assertThat(
                        latin.rows(
                                "select id, v, _airbyte_meta->'changes'#>>'{0,field}', jsonb_array_length(_airbyte_meta->'changes') from landing.things order by id desc"))
                .containsExactly("é|ça|null|0", "a?b|??-|id|2");
        assertThat(latin.rows("select _airbyte_meta->'changes' from landing.things where id = 'a?b'"))
                .containsExactly(TOLD.formatted("id").replace("]", ", ")
                        + TOLD.formatted("v").substring(1));
    }

    @Test
    void jsonHasQuestionMarksForThemAsWellEscapedOrNot() throws SQLException {
        write(
                latin.config(),
                WriteStrategy.APPEND,
                script().record("things", "{\"o\":{\"名\":[\"\\u540d\",\"\\ud83d\\ude00\",\"\\u00e9\\\\u540d\\n\",1]}}")
                        .record("things", "{\"o\":{\"e\":\"\\u00e9é\"}}")
                        .complete("things"),
                stream("things").field("o", LogicalType.OBJECT));
        assertThat(latin.rows("select o, _airbyte_meta->'changes' from landing.things order by _airbyte_raw_id"))
                .containsExactly(
                        "{\"?\": [\"?\", \"?\", \"é\\\\u540d\\n\", 1]}|" + TOLD.formatted("o"), "{\"e\": \"éé\"}|[]");
    }

    @Test
    void keysThatFallTogetherAreKeptApart() throws SQLException {
        for (int round = 1; round <= 2; round++) {
            write(
                    latin.config(),
                    WriteStrategy.MERGE,
                    script().record("things", "id", "名", "v", "a" + round)
                            .record("things", "id", "前", "v", "b" + round)
                            .record("things", "id", "é", "v", "c" + round)
                            .record("things", "id", "?", "v", "d" + round)
                            .complete("things"),
                    things().primaryKey("id"));
        }
        assertThat(latin.rows("select id, v from landing.things order by v"))
                .containsExactly("?|a1", "?|a2", "?|b1", "?|b2", "é|c2", "?|d2");
    }

    @Test
    void keysInsideOfObjectsAreKeptApart() throws SQLException {
        for (int round = 1; round <= 2; round++) {
            write(
                    latin.config(),
                    WriteStrategy.MERGE,
                    script().record("things", "{\"o\":{\"id\":\"\\u540d\"},\"v\":\"a%d\"}".formatted(round))
                            .record("things", "{\"o\":{\"id\":1,\"x\":\"名\"},\"v\":\"b%d\"}".formatted(round))
                            .complete("things"),
                    stream("things")
                            .field("o", LogicalType.OBJECT)
                            .field("v", LogicalType.STRING)
                            .nestedKey("o", "id"));
        }
        assertThat(latin.rows("select o->>'id', v from landing.things order by v"))
                .containsExactly("?|a1", "?|a2", "1|b2");
    }

    @Test
    void statesAndNamesOfFieldsAreRememberedAsTheyAre() throws SQLException {
        try (CacheBase cache = PostgresCache.open(latin.config())) {
            StreamScript things =
                    stream("things").field("名前", LogicalType.STRING).field("前名", LogicalType.INTEGER);
            for (int round = 0; round < 2; round++) {
                write(
                        latin.config(),
                        WriteStrategy.APPEND,
                        script().record("things", "名前", "é", "前名", "no number")
                                .state("things", "{\"cursor\":\"名\ud83d\ude00é\"}")
                                .complete("things"),
                        things);
            }
            assertThat(cache.state("shop").toString()).contains("{\"cursor\":\"\\u540d\\ud83d\\ude00é\"}");
            assertThat(latin.rows("select count(*), max(_airbyte_meta->'changes'#>>'{0,field}') from landing.things"))
                    .containsExactly("2|??");
            assertThat(latin.rows("select count(*) from information_schema.columns where table_name = 'things'"))
                    .containsExactly("6");
        }
    }

    @Test
    void aStreamWhoseNameTheEncodingLacksIsRefusedAndOthersLand() throws SQLException {
        WriteSummary summary = write(
                latin.config(),
                WriteStrategy.APPEND,
                script().record("お客様", "id", "1")
                        .record("things", "id", "1")
                        .complete("お客様")
                        .complete("things"),
                stream("お客様").field("id", LogicalType.STRING),
                things());
        assertThat(summary.stream(StreamId.of("お客様")).orElseThrow().reason())
                .contains(
                        "Cannot write stream \"お客様\": the encoding of the database lacks characters of its name, key or cursor; load into a database whose encoding has all of Unicode.");
        assertThat(latin.rows("select id from landing.things")).containsExactly("1");
    }

    @Test
    void withoutAnEncodingEveryCharacterIsKept() throws SQLException {
        try (Loader.Database bytes = loader.database("SQL_ASCII")) {
            bytes.execute(
                    "create schema landing authorization ROLE",
                    "create table landing.things (id text, o jsonb, v character varying(4), _airbyte_raw_id text, _airbyte_extracted_at timestamptz, _airbyte_meta jsonb, _airbyte_generation_id bigint)",
                    "alter table landing.things owner to ROLE");
            for (int round = 1; round <= 2; round++) {
                write(
                        bytes.config(),
                        WriteStrategy.MERGE,
                        script().record("things", "{\"id\":\"名\",\"o\":{\"\\u540d\":\"\\ud83d\\ude00é\"},\"v\":\"éé\"}")
                                .record("things", "{\"id\":\"前\",\"o\":%d,\"v\":\"ééé\"}".formatted(round))
                                .complete("things"),
                        things().field("o", LogicalType.ANY).primaryKey("id"));
            }
            assertThat(check(bytes))
                    .containsExactly(
                            "The database keeps text in SQL_ASCII, the bytes of UTF-8 without what they mean, and counts these as lengths: use a database made with encoding 'UTF8'");
            assertThat(bytes.rows("select id, o, v from landing.things order by v"))
                    .containsExactly("名|{\"名\": \"😀é\"}|éé", "前|2|null");
        }
    }

    @Test
    void charactersOfAnEncodingThatJavaDoesNotKnowAreRefusedByTheServer() throws SQLException {
        try (Loader.Database celtic = loader.database("LATIN8")) {
            write(
                    celtic.config(),
                    WriteStrategy.APPEND,
                    script().record("things", "id", "ŵ").complete("things"),
                    things());
            assertThatThrownBy(() -> write(
                            celtic.config(),
                            WriteStrategy.APPEND,
                            script().record("things", "id", "名").complete("things"),
                            things()))
                    .isInstanceOfSatisfying(
                            CacheException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(Kind.CONFIG))
                    .hasMessageContaining("LATIN8")
                    .hasMessageContaining("load into a database with the encoding UTF8");
            assertThat(check(celtic)).containsExactly(LACKING.formatted("LATIN8", "is refused"));
        }
    }
}
