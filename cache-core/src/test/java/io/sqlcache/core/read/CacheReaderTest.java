package io.sqlcache.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.testing.SmallCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheReaderTest {

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void tableThatIsGoneIsToldWithItsStream() {
        cache.write(cache.append("users"), "record users 1", "complete users");
        cache.database().sql().execute("drop table \"cache\".\"users\"");

        assertThatThrownBy(() -> cache.cache().stream("users"))
                .isInstanceOfSatisfying(
                        CacheException.class, gone -> assertThat(gone.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "Table \"cache.users\" of stream \"users\" is gone; write the stream again to have it made anew.");
    }
}
