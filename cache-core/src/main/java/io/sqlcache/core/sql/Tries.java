package io.sqlcache.core.sql;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does again what failed because the database was lost or busy, before a write reads its first line. What is done has to be
 * repeatable: it may have happened although its commit was lost. Not thread-safe.
 */
public final class Tries {

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final RetryPolicy policy;
    private final BackOff backOff;

    public Tries(RetryPolicy policy) {
        this.policy = policy;
        this.backOff = new BackOff(policy, BackOff.Clock.SYSTEM);
    }

    /**
     * Does it until it succeeds.
     *
     * @throws CacheException if another try could not help, it was tried for long enough, or this thread was interrupted, whose
     *     flag is then set
     */
    public <T> T of(Supplier<T> work) {
        while (true) {
            try {
                T result = work.get();
                backOff.succeeded();
                return result;
            } catch (CacheException e) {
                if (e.kind() != Kind.TRANSIENT || !Transactions.isOfDatabase(e)) {
                    throw e;
                }
                pauseAfter(e);
            }
        }
    }

    /** {@link #of} for what has no result. */
    public void run(Runnable work) {
        of(() -> {
            work.run();
            return true;
        });
    }

    private void pauseAfter(CacheException failure) {
        if (backOff.tries() == 0 && !policy.retryFor().isZero()) {
            LOG.warn("{}. Trying again for up to {}.", failure.getMessage(), policy.retryFor());
        }
        try {
            if (backOff.pause()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
        throw backOff.tries() == 0
                ? failure
                : new CacheException(
                        Kind.TRANSIENT,
                        "%s. Tried %d times in %d ms; gave up. Nothing of the input was read."
                                .formatted(
                                        failure.getMessage(),
                                        backOff.tries(),
                                        backOff.trying().toMillis()),
                        failure);
    }
}
