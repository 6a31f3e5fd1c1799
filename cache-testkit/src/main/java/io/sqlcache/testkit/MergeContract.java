package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MERGE: one row a key, and which record makes it. */
abstract class MergeContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(users().primaryKey("id"));

    MergeContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void laterRecordReplacesEarlierOneWithSameKey() {
        WriteSummary summary = write(
                USERS,
                script().record("users", "id", 1, "name", "a")
                        .record("users", "id", 2, "name", "x")
                        .record("users", "id", 1, "name", "b")
                        .complete("users"));

        assertThat(rows("users")).containsExactlyInAnyOrder(row("id", 1L, "name", "b"), row("id", 2L, "name", "x"));
        assertThat(summary.stream(StreamId.of("users")))
                .get()
                .extracting("strategy", "complete", "records", "committedRecords")
                .containsExactly(WriteStrategy.MERGE, true, 3L, 3L);
    }

    @Test
    void laterWriteUpdatesItsKeysAndLeavesTheOthers() {
        write(
                USERS,
                script().record("users", "id", 1, "name", "a")
                        .record("users", "id", 2, "name", "b")
                        .complete("users"));
        write(
                USERS,
                script().record("users", "id", 2, "name", "B")
                        .record("users", "id", 3, "name", "c")
                        .complete("users"));

        assertThat(rows("users"))
                .containsExactlyInAnyOrder(
                        row("id", 1L, "name", "a"), row("id", 2L, "name", "B"), row("id", 3L, "name", "c"));
    }

    @Test
    void laterRecordReplacesTheWholeRow() {
        write(USERS, script().record("users", "id", 1, "name", "a").complete("users"));
        write(USERS, script().record("users", "id", 1).complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 1L, "name", null));
    }

    @Test
    void sameInputTwiceChangesNothing() {
        MessageScript messages = script();
        for (int id = 0; id < 1_200; id++) {
            messages.record("users", "id", id % 400, "name", "name " + id);
        }
        write(USERS, messages.complete("users"));
        var first = rows("users");
        write(USERS, messages);

        assertThat(first).hasSize(400).contains(row("id", 0L, "name", "name 800"));
        assertThat(rows("users")).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void keyOfSeveralFieldsIsOneKey() {
        ConfiguredCatalog composite = catalog(users().primaryKey("id", "name").field("n", INTEGER));
        write(
                composite,
                script().record("users", "id", 1, "name", "a", "n", 1)
                        .record("users", "id", 1, "name", "b", "n", 2)
                        .record("users", "id", 2, "name", "a", "n", 3)
                        .record("users", "id", 1, "name", "a", "n", 4)
                        .complete("users"));

        assertThat(values("users", "n")).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void nullOrAbsentKeyPartEqualsAnotherNull() {
        ConfiguredCatalog composite = catalog(users().primaryKey("id", "name").field("n", INTEGER));
        write(
                composite,
                script().record("users", "id", 1, "name", null, "n", 1)
                        .record("users", "id", 2, "name", "b", "n", 2)
                        .complete("users"));
        write(
                composite,
                script().record("users", "id", 1, "n", 3)
                        .record("users", "n", 4)
                        .complete("users"));
        write(
                composite,
                script().record("users", "id", 1, "name", null, "n", 5)
                        .record("users", "id", null, "n", 6)
                        .complete("users"));

        assertThat(values("users", "n")).containsExactlyInAnyOrder(2L, 5L, 6L);
    }

    @Test
    void keyMayBeAFieldWithADotOrAReservedWord() {
        ConfiguredCatalog dotted = catalog(stream("users")
                .field("user.id", INTEGER)
                .field("order", INTEGER)
                .primaryKey("user.id", "order"));
        write(
                dotted,
                script().record("users", "user.id", 1, "order", 1)
                        .record("users", "user.id", 1, "order", 2)
                        .record("users", "user.id", 1, "order", 1)
                        .complete("users"));

        assertThat(values("users", "order")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void recordWhoseKeyDoesNotFitIsKeptAsARowOfItsOwn() {
        write(
                USERS,
                script().record("users", "id", "one", "name", "a")
                        .record("users", "id", "two", "name", "b")
                        .record("users", "id", null, "name", "c")
                        .complete("users"));
        write(USERS, script().record("users", "id", null, "name", "d").complete("users"));

        assertThat(values("users", "name")).containsExactlyInAnyOrder("a", "b", "d");
    }

    @Test
    void keyThatDidNotFitIsToldFromANullWhateverTheNamesAre() {
        for (String key :
                List.of("", " ", "tab\there", "line\n", "\u001funit", "quo\"te", "back\\slash", "n\0", "é😀")) {
            String name = "keyed by " + key.replace('\0', ' ');
            ConfiguredCatalog catalog = catalog(stream(name)
                    .field(key, INTEGER)
                    .field(" " + key, INTEGER)
                    .field("n", INTEGER)
                    .primaryKey(key));
            write(catalog, script().record(name, key, "no integer", "n", 1).complete(name));
            write(
                    catalog,
                    script().record(name, key, null, " " + key, "none", "n", 2).complete(name));
            write(catalog, script().record(name, key, null, "n", 3).complete(name));

            assertThat(values(name, "n")).as("key \"%s\"", key).containsExactlyInAnyOrder(1L, 3L);
        }
    }

    @Test
    void mergeWithoutPrimaryKeyIsRefusedBeforeAnythingIsWritten() {
        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(
                                catalog(users()),
                                WriteStrategy.MERGE,
                                script().record("users", "id", 1).complete("users")))
                .hasMessageContaining("Cannot merge stream \"users\"")
                .hasMessageContaining("no primary key")
                .hasMessageContaining("APPEND");
        assertThat(rows("users")).isEmpty();
    }

    @Test
    void keyThatIsNotInTheSchemaIsRefusedByName() {
        refused(CacheException.Kind.CONFIG, () -> write(catalog(users().primaryKey("uid")), script().complete("users")))
                .hasMessageContaining("users")
                .hasMessageContaining("uid");
    }

    @Test
    void failureBetweenStatesKeepsTheLastCommittedState() {
        MessageScript messages = script().record("users", "id", 1, "name", "a")
                .state("users", "{\"c\":1}")
                .record("users", "id", 1, "name", "b")
                .record("users", "id", 2, "name", "c");

        assertThatThrownBy(() -> cache().write(
                                messages.inputThatBreaks(new IOException("pipe closed")),
                                WriteRequest.of(USERS)
                                        .throttle(CommitThrottle.NONE)
                                        .build()))
                .isInstanceOf(CacheException.class);
        assertThat(rows("users")).containsExactly(row("id", 1L, "name", "a"));
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).field("name", STRING);
    }
}
