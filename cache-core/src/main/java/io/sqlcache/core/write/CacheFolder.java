package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.RetryPolicy;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder for input that is kept; looked at before a write begins, since it is needed when things go wrong already. */
final class CacheFolder {

    private CacheFolder() {}

    /**
     * Requires that a file can be made in the folder that was asked for. Without the usual one, which nobody chose, a write keeps
     * what fits into memory.
     *
     * @throws CacheException of kind {@code CONFIG} if not
     */
    static void require(RetryPolicy policy) {
        Path folder = policy.cacheDir();
        if (policy.retryFor().isZero() || folder.equals(RetryPolicy.DEFAULT.cacheDir())) {
            return;
        }
        String fault = fault(folder);
        if (!fault.isEmpty()) {
            throw new CacheException(
                    Kind.CONFIG,
                    "Cannot keep input in the cache folder \"%s\": %s. Name an existing folder that can be written to, or none for the system's own; nothing was read or written."
                            .formatted(folder, fault));
        }
    }

    private static String fault(Path folder) {
        if (!Files.exists(folder)) {
            return "there is no such folder";
        }
        if (!Files.isDirectory(folder)) {
            return "it is not a folder";
        }
        return Files.isWritable(folder) ? "" : "this process has no right to write to it";
    }
}
