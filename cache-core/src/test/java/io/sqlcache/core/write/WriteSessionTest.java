package io.sqlcache.core.write;

import static io.sqlcache.core.testing.DisturbedConnections.running;
import static io.sqlcache.core.testing.SmallCache.RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.SmallCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a write begins, and what is noted of how it ended. */
class WriteSessionTest {

    @TempDir
    private Path folder;

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    private List<String> outcomes() {
        return cache.database()
                .sql()
                .fetch("select \"outcome\" from \"cache\".\"_sqlcache_syncs\" order by \"sync_number\"")
                .getValues(0, String.class);
    }

    private int leases() {
        return cache.database().sql().fetchCount(cache.database().sql().selectFrom("\"cache\".\"_sqlcache_leases\""));
    }

    private static RetryPolicy keepingIn(Path folder) {
        return new RetryPolicy(RETRY.retryFor(), RETRY.firstPause(), RETRY.longestPause(), 1 << 20, folder);
    }

    private void assertFolderRefused(Path named, String fault) {
        assertThatThrownBy(() -> cache.write(cache.append("users").retry(keepingIn(named)), "record users 1"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIG))
                .hasMessage(
                        "Cannot keep input in the cache folder \"%s\": %s. Name an existing folder that can be written to, or none for the system's own; nothing was read or written."
                                .formatted(named, fault));
    }

    @Test
    void writeThatSucceededLeavesNothing() {
        cache.write(cache.append("users"), "record users 1", "complete users");
        assertThat(outcomes()).containsExactly("SUCCEEDED");
        assertThat(leases()).isZero();
    }

    @Test
    void writeOfAFailedSourceIsNotedAsFailed() {
        cache.write(cache.append("users"), "incomplete users");
        assertThat(outcomes()).containsExactly("FAILED");
    }

    @Test
    void failureIsNotedAndStaysTheOneToTell() {
        cache.told().when("now", () -> {
            throw new IllegalStateException("standard output is closed");
        });
        assertThatThrownBy(() -> cache.write(cache.append("users"), "log now"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("standard output is closed");
        assertThat(outcomes()).containsExactly("FAILED");
    }

    @Test
    void failureThatCannotBeNotedTellsOfBoth() {
        cache.told().when("now", () -> {
            cache.connections().goDown();
            throw new IllegalStateException("standard output is closed");
        });
        assertThatThrownBy(() -> cache.write(cache.append("users"), "log now"))
                .hasMessage("standard output is closed")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .contains("Cannot note the end of a sync: The database is down (SQLSTATE 08001)"));
    }

    @Test
    void endThatCannotBeNotedMakesNoFailureOfWhatIsCommitted() {
        cache.connections().goDownBefore(running("\"ended_at\" = "));
        RetryPolicy brief = new RetryPolicy(
                Duration.ofMillis(20), RETRY.firstPause(), RETRY.longestPause(), 1 << 20, RETRY.cacheDir());
        WriteSummary summary =
                cache.write(cache.append("users").retry(brief), "record users 1", "state users 1", "complete users");
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        cache.connections().comeBack();
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(outcomes()).containsExactly((String) null);

        cache.write(cache.append("users"), "record users 2", "complete users");
        assertThat(outcomes())
                .as("the next write of this cache need not wait")
                .containsExactly("SUCCEEDED", "SUCCEEDED");
    }

    @Test
    void databaseThatIsDownBeforeTheFirstLineIsTriedForAWhile() {
        cache.connections().goDown();
        RetryPolicy brief = new RetryPolicy(
                Duration.ofMillis(20), RETRY.firstPause(), RETRY.longestPause(), 1 << 20, RETRY.cacheDir());
        assertThatThrownBy(() -> cache.write(cache.append("users").retry(brief), "record users 1"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT))
                .hasMessageMatching(
                        "Cannot prepare the schema \"cache\": The database is down \\(SQLSTATE 08001\\)\\. Tried \\d+ times in \\d+ ms; gave up\\. Nothing of the input was read\\.");
    }

    @Test
    void strategyOfAStreamThatTheCatalogDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> cache.write(
                        cache.append("users").strategy(StreamId.of("user"), WriteStrategy.MERGE), "record users 1"))
                .hasMessage(
                        "Cannot apply the strategy MERGE to stream \"user\": the catalog does not have it; it has [users].");
    }

    @Test
    void tableOfAnotherSourceIsNotWrittenTo() {
        cache.write(cache.append("users"), "record users 1", "complete users");
        assertThatThrownBy(() -> cache.write(cache.append("users").sourceName("another"), "record users 2"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIG))
                .hasMessage(
                        "Cannot write stream \"users\" of source \"another\": its table \"users\" belongs to source \"source\". Give this source another table prefix or schema, or the same source name if it is the same.");
        assertThat(cache.ids("users")).containsExactly(1L);
    }

    @Test
    void folderForInputIsLookedAtBeforeAnythingIsRead() throws IOException {
        assertFolderRefused(folder.resolve("nowhere"), "there is no such folder");
        Path file = Files.createFile(folder.resolve("file"));
        assertFolderRefused(file, "it is not a folder");
        assertThat(cache.write(cache.append("users").retry(keepingIn(folder)), "complete users")
                        .outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void reasonsForSkippedLinesAreBoundedWhateverTheInput() {
        Warnings warnings = new Warnings();
        for (int i = 0; i < 300; i++) {
            warnings.count("reason " + i % 150);
        }
        assertThat(warnings.counts())
                .hasSize(101)
                .containsEntry("reason 7", 2L)
                .containsEntry("other lines skipped", 100L);
    }
}
