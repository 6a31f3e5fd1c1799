package io.sqlcache.core.sql;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does again what failed, for as long as another try may help. What is done has to be repeatable: it may have happened although
 * its commit was lost. Not thread-safe.
 */
public final class Tries {

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final Pauses pauses;
    private final Predicate<CacheException> worthAnother;
    private final BinaryOperator<CacheException> givenUp;

    /**
     * Tries whose last failure is the one to tell.
     *
     * @param worthAnother whether another try may help after this failure
     */
    public Tries(Pauses pauses, Predicate<CacheException> worthAnother) {
        this(pauses, worthAnother, (first, last) -> last);
    }

    /**
     * Tries that end with a failure of their own.
     *
     * @param worthAnother whether another try may help after this failure
     * @param givenUp what to tell in the end, of the first and the last failure
     */
    public Tries(Pauses pauses, Predicate<CacheException> worthAnother, BinaryOperator<CacheException> givenUp) {
        this.pauses = pauses;
        this.worthAnother = worthAnother;
        this.givenUp = givenUp;
    }

    /** For what a write does before it reads its first line: while the database is lost or busy. */
    public static Tries beforeReading(RetryPolicy policy) {
        BackOff backOff = new BackOff(policy, BackOff.Clock.SYSTEM);
        return new Tries(
                backOff,
                failure -> failure.kind() == Kind.TRANSIENT && Transactions.isOfDatabase(failure),
                (first, last) -> nothingRead(backOff, last));
    }

    private static CacheException nothingRead(BackOff backOff, CacheException last) {
        return backOff.tries() == 0
                ? last
                : new CacheException(
                        Kind.TRANSIENT,
                        "%s. Tried %d times in %d ms; gave up. Nothing of the input was read."
                                .formatted(
                                        last.getMessage(),
                                        backOff.tries(),
                                        backOff.trying().toMillis()),
                        last);
    }

    /**
     * Does it until it succeeds.
     *
     * @throws CacheException if another try could not help, it was tried for long enough, or this thread was interrupted, whose
     *     flag is then set
     */
    public <T> T of(Supplier<T> work) {
        T result = repeat(null, work);
        pauses.succeeded();
        return result;
    }

    /** {@link #of} for what has no result. */
    public void run(Runnable work) {
        of(() -> {
            work.run();
            return true;
        });
    }

    /**
     * {@link #run} after a failure: with a pause before the first try. Whether that is a success is for the caller to say.
     *
     * @param failure that it is to help against
     */
    public void after(CacheException failure, Runnable work) {
        repeat(failure, () -> {
            work.run();
            return true;
        });
    }

    /**
     * {@link #run}, or give up quietly.
     *
     * @param told of the failure in the end
     * @return whether it succeeded
     */
    public boolean orGiveUp(Runnable work, Consumer<CacheException> told) {
        try {
            run(work);
            return true;
        } catch (CacheException e) {
            told.accept(e);
            return false;
        }
    }

    private <T> T repeat(@Nullable CacheException before, Supplier<T> work) {
        CacheException first = before;
        CacheException last = before;
        while (true) {
            if (first != null && last != null) {
                pause(first, last);
            }
            try {
                return work.get();
            } catch (CacheException e) {
                if (!worthAnother.test(e)) {
                    throw e;
                }
                LOG.debug("A try failed", e);
                first = first == null ? e : first;
                last = e;
            }
        }
    }

    private void pause(CacheException first, CacheException last) {
        if (first == last && !pauses.longest().isZero()) {
            LOG.warn("{}. Trying again for up to {}.", first.getMessage(), pauses.longest());
        }
        try {
            if (pauses.pause()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            last.addSuppressed(e);
            throw last;
        }
        throw givenUp.apply(first, last);
    }
}
