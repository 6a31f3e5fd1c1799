package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** REPLACE of a stream that does not complete: the old rows stay. */
abstract class ReplaceFailureContract extends CacheContract {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("name", STRING));

    ReplaceFailureContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void incompleteStreamKeepsTheOldRows() {
        assertOldRowsStay(script().started("users").record("users", "id", 9).incomplete("users"));
    }

    @Test
    void endOfInputWithoutCompleteKeepsTheOldRows() {
        assertOldRowsStay(script().started("users").record("users", "id", 9));
    }

    @Test
    void failureOfTheSourceKeepsTheOldRows() {
        assertOldRowsStay(script().started("users").record("users", "id", 9).error("users", "rate limit"));
    }

    @Test
    void streamWithoutAnyStatusKeepsTheOldRows() {
        assertOldRowsStay(script().record("users", "id", 9));
    }

    @Test
    void streamThatIsNotMentionedKeepsTheOldRows() {
        assertOldRowsStay(script());
    }

    @Test
    void inputThatBreaksKeepsTheOldRows() {
        replaceWith(1, 2);
        MessageScript messages = script().started("users").record("users", "id", 9);

        assertThatThrownBy(() -> cache().write(
                                messages.inputThatBreaks(new IOException("pipe closed")),
                                request().build()))
                .isInstanceOf(CacheException.class);
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void commitThatIsRefusedKeepsTheOldRowsAndTheOldState() {
        replace(script().started("users")
                .record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .complete("users"));
        MessageScript messages = script().started("users")
                .record("users", "id", 9)
                .state("users", "{\"c\":9}")
                .mark("before the end")
                .complete("users");
        WriteRequest.Builder request = request().listener(new WriteListener() {
            @Override
            public void sourceLogged(String level, String message) {
                // A commit that does not find its row of the sync log does not happen.
                cache().execute("delete from " + workspace.quoted("_sqlcache_syncs"));
            }
        });

        refused(CacheException.Kind.TRANSIENT, () -> write(request, messages)).hasMessageContaining("_sqlcache_syncs");
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
    }

    @Test
    void lenientStatusLetsTheEndOfInputCompleteAStreamThatSentRecords() {
        replaceWith(1, 2);
        WriteSummary summary = write(request().lenientStatus(), script().record("users", "id", 9));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(values("users", "id")).containsExactly(9L);
    }

    @Test
    void lenientStatusNeverEmptiesATable() {
        replaceWith(1, 2);
        WriteSummary summary = write(request().lenientStatus(), script());

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.FAILED);
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void lenientStatusDoesNotCompleteAStreamThatHasStarted() {
        replaceWith(1, 2);
        WriteSummary summary =
                write(request().lenientStatus(), script().started("users").record("users", "id", 9));

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.FAILED);
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    private void assertOldRowsStay(MessageScript messages) {
        replaceWith(1, 2);
        WriteSummary summary = replace(messages);

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.FAILED);
        assertThat(summary.streams()).singleElement().satisfies(users -> {
            assertThat(users.complete()).isFalse();
            assertThat(users.reason()).isNotEmpty();
        });
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    private WriteSummary replaceWith(int... ids) {
        MessageScript messages = script().started("users");
        for (int id : ids) {
            messages.record("users", "id", id);
        }
        return replace(messages.complete("users"));
    }

    private WriteSummary replace(MessageScript messages) {
        return write(USERS, WriteStrategy.REPLACE, messages);
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(USERS).strategy(WriteStrategy.REPLACE).throttle(CommitThrottle.NONE);
    }
}
