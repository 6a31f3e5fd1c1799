package io.sqlcache.testkit;

import org.junit.jupiter.api.Nested;

/** Everything at once, at random: 75 streams, and with the tag {@code slow} 2,125 more. */
public abstract class RandomStreamsConformanceTest extends CacheConformanceTest {

    @Nested
    class RandomStreams extends RandomStreamsContract {
        RandomStreams() {
            super(RandomStreamsConformanceTest.this);
        }
    }
}
