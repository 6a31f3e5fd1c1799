package io.sqlcache.core.table;

import static io.sqlcache.core.testing.DisturbedConnections.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.SmallCache;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a refresh that was not completed: its rows are hidden, and a stored state covers them. */
class HiddenRowsTest {

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    @BeforeEach
    void refreshThatFails() {
        cache.write(cache.append("users key"), "record users 7", "complete users");
        cache.write(
                cache.request(WriteStrategy.REPLACE, "users key generation 2"),
                "record users 1",
                "state users 1",
                "record users 2",
                "error * it is gone");
        assertThat(cache.ids("users")).containsExactly(7L);
        assertThat(cache.stored("users")).isEqualTo("1");
        assertThat(hidden()).hasSize(1);
    }

    private List<String> hidden() {
        return cache.database().tables().stream()
                .filter(table -> !table.equals("users"))
                .toList();
    }

    private Outcome write(WriteStrategy strategy, String stream, String... lines) {
        return cache.write(cache.request(strategy, stream), lines).outcome();
    }

    @Test
    void sameGenerationGoesOnBehindTheState() {
        write(WriteStrategy.REPLACE, "users key generation 2", "record users 2", "state users 2", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 2L);
        assertThat(hidden()).isEmpty();
    }

    @Test
    void sameGenerationMayFailAgainAndGoOn() {
        write(WriteStrategy.REPLACE, "users key generation 2", "record users 2", "state users 2", "incomplete users");
        assertThat(cache.ids("users")).containsExactly(7L);
        assertThat(cache.stored("users")).isEqualTo("2");
        write(WriteStrategy.REPLACE, "users key generation 2", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 2L);
    }

    @Test
    void newGenerationGivesUpTheRowsAndTheirState() {
        write(WriteStrategy.REPLACE, "users key generation 3", "incomplete users");
        assertThat(cache.stored("users")).isEqualTo("-");
        assertThat(hidden()).isEmpty();
        assertThat(cache.ids("users")).containsExactly(7L);
    }

    @Test
    void replaceWithoutAGenerationGivesThemUpToo() {
        write(WriteStrategy.REPLACE, "users key", "record users 5", "complete users");
        assertThat(cache.ids("users")).containsExactly(5L);
        assertThat(cache.stored("users")).isEqualTo("-");
        assertThat(hidden()).isEmpty();
    }

    @Test
    void appendShowsThemFirst() {
        cache.told().when("now", () -> assertThat(cache.ids("users")).containsExactly(1L, 7L));
        write(WriteStrategy.APPEND, "users key", "log now", "record users 2", "state users 2", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 2L, 7L);
        assertThat(hidden()).isEmpty();
    }

    @Test
    void mergeMergesThemFirst() {
        cache.told().when("now", () -> assertThat(cache.ids("users")).containsExactly(1L, 7L));
        write(WriteStrategy.MERGE, "users key", "log now", "record users 1", "record users 7", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 7L);
        assertThat(hidden()).isEmpty();
    }

    @Test
    void theyAreShownOnceAlthoughTheAnswerToThatIsLost() {
        cache.connections()
                .loseAfter(request -> request.sql().equals("commit")
                        && request.earlier().stream().anyMatch(sql -> sql.contains("insert into \"cache\".\"users\"")));
        write(WriteStrategy.APPEND, "users key", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 7L);
        assertThat(hidden()).isEmpty();
    }

    @Test
    void theyAreShownAtTheNextTryIfTheFirstIsLost() {
        cache.connections().loseBefore(running("insert into \"cache\".\"users\""));
        write(WriteStrategy.APPEND, "users key", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 7L);
    }

    @Test
    void tableThatIsGoneIsRefusedWithWhatToDo() {
        String table = hidden().get(0);
        cache.database().sql().execute("drop table \"cache\".\"" + table + "\"");
        assertThatThrownBy(() -> write(WriteStrategy.REPLACE, "users key generation 2", "complete users"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "Cannot continue generation 2 of stream \"users\": its rows so far, which the stored state covers, were in table \"cache.%s\", which is gone. Start a new generation: raise generation_id, and read the stream without a state."
                                .formatted(table));
        assertThat(cache.ids("users")).containsExactly(7L);
    }

    @Test
    void hiddenRowsComeUnderTheSchemaOfTheNextWrite() {
        cache.database().sql().execute("alter table \"cache\".\"" + hidden().get(0) + "\" drop column \"name\"");
        write(WriteStrategy.REPLACE, "users key generation 2", "record users 2 Ada", "complete users");
        assertThat(cache.database()
                        .sql()
                        .fetch("select \"name\" from \"cache\".\"users\" order by \"id\"")
                        .getValues(0, String.class))
                .containsExactly(null, "Ada");
    }

    @Test
    void refreshThatIsFinishedIsNotEmptiedByItsNextTry() {
        write(WriteStrategy.REPLACE, "users key generation 2", "record users 2", "complete users");
        write(WriteStrategy.REPLACE, "users key generation 2", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 2L);
    }

    @Test
    void incrementalSourceAddsToTheRefreshThatIsFinished() {
        write(WriteStrategy.REPLACE, "users key generation 2", "record users 2", "complete users");
        write(WriteStrategy.REPLACE, "users key incremental generation 2", "record users 3", "complete users");
        assertThat(cache.ids("users")).containsExactly(1L, 2L, 3L);
    }
}
