package io.sqlcache.core.table;

import static io.sqlcache.core.testing.DisturbedConnections.committing;
import static io.sqlcache.core.testing.DisturbedConnections.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.testing.SmallCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables of a write whose database was lost are dropped by the next write of their stream. */
class LeftoversTest {

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    private void writeThatDies(WriteStrategy strategy, String stream) {
        cache.connections().goDownBefore(committing());
        assertThatThrownBy(() -> cache.write(
                        cache.request(strategy, stream).retry(RetryPolicy.NONE), "record users 1", "complete users"))
                .isInstanceOf(CacheException.class);
        cache.connections().comeBack();
        assertThat(cache.database().tables()).as("what it left").hasSize(2);
    }

    @Test
    void stagingTableOfADeadWriteIsDropped() {
        writeThatDies(WriteStrategy.MERGE, "users key");
        cache.write(cache.append("users key"), "record users 2", "complete users");
        assertThat(cache.database().tables()).containsExactly("users");
        assertThat(cache.ids("users")).containsExactly(2L);
    }

    @Test
    void unfinishedTableOfADeadWriteIsDropped() {
        writeThatDies(WriteStrategy.REPLACE, "users");
        cache.write(cache.append("users"), "complete users");
        assertThat(cache.database().tables()).containsExactly("users");
    }

    @Test
    void writeOfAnotherStreamLeavesThemAlone() {
        writeThatDies(WriteStrategy.MERGE, "users key");
        cache.write(cache.append("other"), "complete other");
        assertThat(cache.database().tables()).hasSize(3).contains("users", "other");
    }

    @Test
    void sweepThatFailsIsTriedByTheNextWrite() {
        writeThatDies(WriteStrategy.MERGE, "users key");
        cache.connections().loseBefore(running("drop table"));
        cache.write(cache.append("users key"), "complete users");
        assertThat(cache.database().tables()).hasSize(2);
        cache.write(cache.append("users key"), "complete users");
        assertThat(cache.database().tables()).containsExactly("users");
    }
}
