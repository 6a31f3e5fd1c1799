package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.RetryPolicy;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a cache what is in it before a write begins, which would wait for its database too.
 *
 * @param policy how long
 */
record PatientQuestions(RetryPolicy policy) {

    private static final Logger LOG = LoggerFactory.getLogger(PatientQuestions.class);

    /** The answer; the failure if there is none in time, or another try could not help. */
    <T> T of(Supplier<T> question) throws InterruptedException {
        long deadline = System.nanoTime() + policy.retryFor().toNanos();
        Duration pause = policy.firstPause();
        while (true) {
            try {
                return question.get();
            } catch (CacheException e) {
                if (e.kind() != CacheException.Kind.TRANSIENT || System.nanoTime() + pause.toNanos() >= deadline) {
                    throw e;
                }
                LOG.warn("{} Trying again in {} ms.", e.getMessage(), pause.toMillis());
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(policy.longestPause()) > 0
                    ? policy.longestPause()
                    : pause.multipliedBy(2);
        }
    }
}
