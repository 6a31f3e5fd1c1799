package io.sqlcache.guice;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The caches that an application's injector has opened. Guice closes nothing: the application closes this, and with it all of them.
 *
 * <p>Made before the injector, so that a cache is closed too when the injector could not be created after it was opened. Several
 * injectors may share one. Closed when whatever uses the caches has ended, writes above all.
 *
 * <p>Thread-safe.
 */
public final class OpenCaches implements AutoCloseable {

    private final Deque<CacheBase> opened = new ArrayDeque<>();
    private boolean closed;

    /** None yet: {@link SqlCacheModule} opens them. */
    public OpenCaches() {}

    /** Opens a cache, in the calling thread; {@link #close} does not wait for that. */
    CacheBase open(Supplier<CacheBase> opening) {
        refuseWhenClosed();
        CacheBase cache = opening.get();
        try {
            keep(cache);
            return cache;
        } catch (CacheException e) {
            cache.close();
            throw e;
        }
    }

    /**
     * Closes the caches, in the calling thread, the one that was opened last first; further calls do nothing. None is opened any more:
     * who needs one that was never opened fails, and one that is just being opened is closed at once.
     *
     * @throws RuntimeException what the first cache that could not be closed threw, what others threw as suppressed; each was tried
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (CacheBase cache = takeLast(); cache != null; cache = takeLast()) {
            try {
                cache.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized @Nullable CacheBase takeLast() {
        closed = true;
        return opened.pollLast();
    }

    private synchronized void keep(CacheBase cache) {
        refuseWhenClosed();
        opened.addLast(cache);
    }

    private synchronized void refuseWhenClosed() {
        if (closed) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot open a cache: the application has closed its OpenCaches. Close them after all that needs a cache.");
        }
    }
}
