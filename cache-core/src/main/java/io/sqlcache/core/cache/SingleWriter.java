package io.sqlcache.core.cache;

import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.sql.Capabilities;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Lets one write at a time run where the database has one writer only. Thread-safe. */
final class SingleWriter {

    private static final String NOBODY = "";

    private final Capabilities capabilities;
    private final AtomicReference<String> writing = new AtomicReference<>(NOBODY);

    SingleWriter(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** Runs the write, or refuses it: to wait would be to leave its source waiting, for as long as the other one likes. */
    WriteSummary run(String source, Supplier<WriteSummary> write) {
        if (capabilities.has(Capability.CONCURRENT_WRITERS)) {
            return write.get();
        }
        String title = "of source \"" + source + "\"";
        String other = writing.compareAndExchange(NOBODY, title);
        if (!other.equals(NOBODY)) {
            throw capabilities.lacking(
                    Capability.CONCURRENT_WRITERS,
                    "write the streams %s while a write %s runs on this cache".formatted(title, other),
                    "wait until that has ended");
        }
        try {
            return write.get();
        } finally {
            writing.set(NOBODY);
        }
    }
}
