package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.core.backend.Capability;
import org.junit.jupiter.api.Test;

/** Keys and cursors with more digits than their columns keep: what is rounded off still tells records apart, and which is newer. */
abstract class RoundedKeyContract extends CacheContract {

    private static final String SECOND = "2024-01-01T00:00:00.";

    private static final ConfiguredCatalog BY_TIME = catalog(stream("users")
            .field("at", TIMESTAMP_WITH_TIMEZONE)
            .field("n", INTEGER)
            .primaryKey("at"));

    private static final ConfiguredCatalog NEWEST = catalog(stream("users")
            .field("id", INTEGER)
            .field("at", TIMESTAMP_WITH_TIMEZONE)
            .field("n", INTEGER)
            .primaryKey("id")
            .cursor("at"));

    RoundedKeyContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void keysThatDifferBeyondMicrosecondsAreKeptApart() {
        write(
                BY_TIME,
                script().record("users", "at", SECOND + "1234561Z", "n", 1)
                        .record("users", "at", SECOND + "1234562Z", "n", 2)
                        .record("users", "at", SECOND + "123456Z", "n", 3)
                        .record("users", "at", SECOND + "1234558Z", "n", 4)
                        .complete("users"));
        assertThat(values("users", "n")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void recordOfAKeyWithMoreDigitsUpdatesJustItsRow() {
        keysThatDifferBeyondMicrosecondsAreKeptApart();
        write(
                BY_TIME,
                script().record("users", "at", SECOND + "1234562000Z", "n", 5)
                        .record("users", "at", SECOND + "123456Z", "n", 6)
                        .record("users", "at", SECOND + "123455800Z", "n", 7)
                        .record("users", "at", SECOND + "123455800Z", "n", 8)
                        .complete("users"));
        if (can(Capability.NESTED_KEYS)) {
            assertThat(values("users", "n")).containsExactlyInAnyOrder(1L, 5L, 6L, 8L);
        } else {
            assertThat(values("users", "n")).containsExactlyInAnyOrder(1L, 2L, 4L, 5L, 6L, 7L, 8L);
        }
    }

    @Test
    void digitsBeyondMicrosecondsSayWhichRecordIsNewer() {
        write(
                NEWEST,
                script().record("users", "id", 1, "at", SECOND + "1234563Z", "n", 1)
                        .record("users", "id", 1, "at", SECOND + "1234564Z", "n", 2)
                        .record("users", "id", 1, "at", SECOND + "1234562Z", "n", 3)
                        .complete("users"));
        write(
                NEWEST,
                script().record("users", "id", 1, "at", SECOND + "1234561Z", "n", 4)
                        .complete("users"));
        long newest = can(Capability.NESTED_KEYS) ? 2 : 4;
        assertThat(values("users", "n")).containsExactly(newest);

        write(
                NEWEST,
                script().record("users", "id", 1, "at", SECOND + "12345641Z", "n", 5)
                        .complete("users"));
        assertThat(values("users", "n")).containsExactly(5L);
        write(
                NEWEST,
                script().record("users", "id", 1, "at", SECOND + "123457Z", "n", 6)
                        .complete("users"));
        assertThat(values("users", "n")).containsExactly(6L);
    }
}
