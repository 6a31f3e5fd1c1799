package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.Caches;
import io.sqlcache.api.ColumnKind;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads: streams, their rows, queries and statements. */
abstract class ReadContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(
            stream("users").field("id", INTEGER).field("Full Name", STRING).primaryKey("id"));

    /** A value of each type, under the name of the type. */
    private static final String EVERY_TYPE = """
            {"STRING": "a", "BOOLEAN": true, "INTEGER": 1, "BIG_INTEGER": "2", "NUMBER": 1.5, "DATE": "2024-01-31",
             "TIMESTAMP_WITH_TIMEZONE": "2024-01-31T12:00:00Z", "TIMESTAMP_WITHOUT_TIMEZONE": "2024-01-31T12:00:00",
             "TIME_WITH_TIMEZONE": "12:00:00Z", "TIME_WITHOUT_TIMEZONE": "12:00:00",
             "OBJECT": {"a": 1}, "ARRAY": [1], "ANY": 1}""".replace('\n', ' ');

    ReadContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void freshCacheHoldsNoStreams() {
        assertThat(cache().streams()).isEmpty();
        refused(CacheException.Kind.CONFIG, () -> cache().stream("users")).hasMessageContaining("users");
    }

    @Test
    void streamsAreFoundInAlphabeticalOrderAlsoAfterReopening() {
        write(
                catalog(stream("b").field("id", INTEGER), stream("a").field("id", INTEGER)),
                script().record("b", "id", 1).record("a", "id", 1).complete("a").complete("b"));
        assertThat(cache().streams()).containsExactly(StreamId.of("a"), StreamId.of("b"));

        workspace.closeCaches();
        assertThat(cache().streams()).containsExactly(StreamId.of("a"), StreamId.of("b"));
        assertThat(rows("a")).containsExactly(row("id", 1L));
    }

    @Test
    void unknownStreamIsRefusedByName() {
        writeUsers(1);

        refused(CacheException.Kind.CONFIG, () -> cache().stream("user"))
                .hasMessageContaining("\"user\"")
                .hasMessageContaining("users");
    }

    @Test
    void columnsKnowTheFieldTheyHold() {
        writeUsers(1);
        CachedStream users = cache().stream("users");

        assertThat(users.id()).isEqualTo(StreamId.of("users"));
        assertThat(users.tableName()).isEqualTo("users");
        assertThat(users.columns())
                .extracting(CachedColumn::name)
                .startsWith("id", "full_name")
                .hasSize(6);
        assertThat(users.columns()).extracting(CachedColumn::field).startsWith("id", "Full Name");
        assertThat(users.columns())
                .extracting(CachedColumn::sqlType)
                .doesNotContainNull()
                .doesNotContain("");
    }

    @Test
    void columnsTellWhatTheirValuesAre() {
        StreamScript every = stream("every");
        for (LogicalType type : LogicalType.values()) {
            every.field(type.name(), type);
        }
        write(catalog(every), script().record("every", EVERY_TYPE).complete("every"));

        CachedStream stream = cache().stream("every");
        try (Stream<Row> records = stream.records()) {
            Row row = records.findFirst().orElseThrow();
            for (CachedColumn column : stream.columns()) {
                assertThat(column.kind()).as(column.name()).isNotEqualTo(ColumnKind.OTHER);
                assertThat(row.value(column.name()))
                        .as("%s, of kind %s", column.name(), column.kind())
                        .satisfiesAnyOf(
                                value -> assertThat(value)
                                        .isInstanceOf(column.kind().javaType()),
                                value -> assertThat(column.name()).isEqualTo("_airbyte_generation_id"));
            }
        }
    }

    @Test
    void recordsAreReadAsTheyAreAskedFor() {
        writeUsers(10_000);
        try (Stream<Row> records = cache().stream("users").records()) {
            assertThat(records.limit(3)).hasSize(3);
        }
        try (Stream<Row> records = cache().stream("users").records()) {
            assertThat(records.map(row -> row.value("id")).distinct()).hasSize(10_000);
        }
        assertThat(cache().stream("users").count()).isEqualTo(10_000);
    }

    @Test
    void closedReadsGiveTheirConnectionsBack() {
        writeUsers(100);
        for (int i = 0; i < 100; i++) {
            try (Stream<Row> records = cache().stream("users").records();
                    QueryResult result = cache().query("select 1")) {
                assertThat(records.findFirst()).isPresent();
                assertThat(result.rows().findFirst()).isPresent();
            }
        }
    }

    @Test
    void readsSeeWhatWasCommittedWhenTheyBegan() {
        writeUsers(5_000);
        try (Stream<Row> records = cache().stream("users").records()) {
            Iterator<Row> rows = records.iterator();
            rows.next();
            cache().execute("delete from " + table("users"));

            assertThat(rows).toIterable().hasSize(4_999);
        }
        assertThat(cache().stream("users").count()).isZero();
    }

    @Test
    void queryTakesParametersAndStreamsRows() {
        writeUsers(20);
        try (QueryResult result = cache().query(
                        "select %s, %s from %s where %1$s > ? and %2$s <> ? order by %1$s"
                                .formatted(column("id"), column("full_name"), table("users")),
                        17L,
                        "user 19")) {
            assertThat(result.columns()).containsExactly("id", "full_name");
            assertThat(result.rows())
                    .containsExactly(row("id", 18L, "full_name", "user 18"), row("id", 20L, "full_name", "user 20"));
        }
    }

    @Test
    void queryCannotChangeAnything() {
        writeUsers(2);
        assertThatThrownBy(() -> {
                    try (QueryResult result = cache().query("delete from " + table("users"))) {
                        result.rows().forEach(row -> {});
                    }
                })
                .isInstanceOf(CacheException.class);
        assertThat(cache().stream("users").count()).isEqualTo(2);
    }

    @Test
    void queryThatTheDatabaseRefusesSaysWhy() {
        assertThatThrownBy(() -> cache().query("select nonsense from nowhere"))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll("nowhere");
    }

    @Test
    void executeIsOneTransaction() {
        writeUsers(2);
        assertThatThrownBy(() -> cache().execute("delete from " + table("users"), "delete from nowhere"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("nowhere");
        assertThat(cache().stream("users").count()).isEqualTo(2);

        cache().execute(
                        "delete from %s where %s = 1".formatted(table("users"), column("id")),
                        "delete from %s where %s = 2".formatted(table("users"), column("id")));
        assertThat(cache().stream("users").count()).isZero();
    }

    @Test
    void jsonReadsBackAsItsText() {
        write(
                catalog(stream("users").field("id", INTEGER).field("profile", OBJECT)),
                script().record("users", "{\"id\":1,\"profile\":{\"b\":[1,2.50,\"x\"],\"a\":null}}")
                        .complete("users"));

        assertThat(values("users", "profile"))
                .singleElement()
                .satisfies(text ->
                        assertThat(json(String.valueOf(text))).isEqualTo(json("{\"b\":[1,2.50,\"x\"],\"a\":null}")));
    }

    @Test
    void closedCacheRefusesAndMayBeClosedAgain() {
        writeUsers(1);
        var cache = cache();
        CachedStream users = cache.stream("users");
        workspace.closeCaches();
        cache.close();

        assertThatThrownBy(cache::streams).isInstanceOf(CacheException.class).hasMessageContaining("closed");
        assertThatThrownBy(users::count).isInstanceOf(CacheException.class);
    }

    @Test
    void backendIsFoundByItsConfiguration() {
        try (var cache = Caches.open(workspace.config())) {
            assertThat(cache.config()).isSameAs(workspace.config());
            assertThat(cache.streams()).isEmpty();
        }
        assertThat(cache().config().schemaName()).isEqualTo(workspace.config().schemaName());
    }

    private void writeUsers(int count) {
        MessageScript messages = script();
        for (int id = 1; id <= count; id++) {
            messages.record("users", "id", id, "Full Name", "user " + id);
        }
        write(USERS, messages.complete("users"));
    }
}
