package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cursors: which of two records with one key is the newer. */
abstract class CursorContract extends CacheContract {

    CursorContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void highestCursorWinsWhateverTheOrder() {
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 9, "name", "nine")
                        .record("users", "id", 1, "c", 10, "name", "ten")
                        .record("users", "id", 1, "c", 8, "name", "eight")
                        .complete("users"));

        assertThat(values("users", "name")).containsExactly("ten");
    }

    @Test
    void staleRecordNeverOverwritesANewerRow() {
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 5, "name", "new").complete("users"));
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 4, "name", "old").complete("users"));
        assertThat(values("users", "name")).containsExactly("new");
    }

    @Test
    void amongEqualCursorsTheLaterRecordWins() {
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 5, "name", "a")
                        .record("users", "id", 1, "c", 5, "name", "b")
                        .complete("users"));
        assertThat(values("users", "name")).containsExactly("b");

        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 5, "name", "c").complete("users"));
        assertThat(values("users", "name")).containsExactly("c");
    }

    @Test
    void recordWithoutACursorIsNeverStale() {
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 5, "name", "five")
                        .record("users", "id", 1, "name", "none")
                        .record("users", "id", 2, "name", "first")
                        .record("users", "id", 2, "c", null, "name", "second")
                        .record("users", "id", 3, "c", 9, "name", "nine")
                        .record("users", "id", 3, "c", null, "name", "none either")
                        .record("users", "id", 3, "c", -9, "name", "after it")
                        .complete("users"));
        assertThat(values("users", "name")).containsExactlyInAnyOrder("none", "second", "after it");

        write(
                byCursor(INTEGER),
                script().record("users", "id", 2, "c", -9, "name", "third")
                        .record("users", "id", 3, "c", null, "name", "last")
                        .complete("users"));
        assertThat(values("users", "name")).containsExactlyInAnyOrder("none", "third", "last");
    }

    @Test
    void recordWhoseCursorCannotBeReadIsNeverStaleAndSaysSo() {
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", 5, "name", "old").complete("users"));
        write(
                byCursor(INTEGER),
                script().record("users", "id", 1, "c", "six", "name", "new").complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 1L, "c", null, "name", "new"));
        assertThat(allColumns(StreamId.of("users")))
                .extracting(ValueContract::changes)
                .containsExactly(List.of("c " + ValueContract.MISFIT));
    }

    @Test
    void stringCursorsCompareByCodePoint() {
        write(
                byCursor(STRING),
                script().record("users", "id", 1, "c", "a", "name", "lower")
                        .record("users", "id", 1, "c", "B", "name", "upper")
                        .record("users", "id", 2, "c", "10", "name", "ten")
                        .record("users", "id", 2, "c", "9", "name", "nine")
                        .complete("users"));
        assertThat(values("users", "name")).containsExactlyInAnyOrder("lower", "nine");

        write(
                byCursor(STRING),
                script().record("users", "id", 1, "c", "Z", "name", "stale").complete("users"));
        assertThat(values("users", "name")).containsExactlyInAnyOrder("lower", "nine");
    }

    @Test
    void charactersBeyondTheFirst65536RankAboveThem() {
        write(
                byCursor(STRING),
                script().record("users", "id", 1, "c", "😀", "name", "emoji")
                        .record("users", "id", 1, "c", "～", "name", "tilde")
                        .complete("users"));
        write(
                byCursor(STRING),
                script().record("users", "id", 1, "c", "\uffff", "name", "last below")
                        .complete("users"));

        assertThat(values("users", "name")).containsExactly("emoji");
    }

    @Test
    void timesCompareAsInstantsAndNumbersByValue() {
        write(
                byCursor(TIMESTAMP_WITH_TIMEZONE),
                script().record("users", "id", 1, "c", "2024-01-01T09:00:00+05:00", "name", "earlier")
                        .record("users", "id", 1, "c", "2024-01-01T05:00:00Z", "name", "later")
                        .record("users", "id", 1, "c", "2024-01-01T08:59:59+05:00", "name", "earliest")
                        .complete("users"));
        assertThat(values("users", "name")).containsExactly("later");

        workspace.close();
        write(
                byCursor(NUMBER),
                script().record("users", "{\"id\":1,\"c\":10.5,\"name\":\"high\"}")
                        .record("users", "{\"id\":1,\"c\":9.75,\"name\":\"low\"}")
                        .complete("users"));
        assertThat(values("users", "name")).containsExactly("high");
    }

    @Test
    void cursorThatIsNotInTheSchemaIsRefusedByName() {
        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(
                                catalog(stream("users")
                                        .field("id", INTEGER)
                                        .primaryKey("id")
                                        .cursor("changed")),
                                script().complete("users")))
                .hasMessageContaining("users")
                .hasMessageContaining("changed");
    }

    private static ConfiguredCatalog byCursor(LogicalType type) {
        return catalog(stream("users")
                .field("id", INTEGER)
                .field("c", type)
                .field("name", STRING)
                .primaryKey("id")
                .cursor("c"));
    }
}
