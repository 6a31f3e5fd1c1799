package io.sqlcache.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one write needs to know. Built with {@link #of}.
 *
 * @param catalog the streams of this sync
 * @param sourceName names the source; its state is stored and found under this name
 * @param strategy how records become rows, for streams without a strategy of their own
 * @param strategies strategies of single streams
 * @param cdcDeletion what a merge does with deleted records of a CDC source; null for what the cache's configuration says
 * @param listener told of commits and progress on the writing thread
 * @param lenientStatus whether the clean end of input completes a REPLACE stream that sent records but no status at all
 * @param ignoreNamespace whether a stream that the catalog has not in the source's namespace is the one of that name, if only one has it
 * @param sourceEnding tells how the source has ended
 * @param throttle how often what was read is committed
 * @param retry what to do when the database is lost or busy
 * @param lease how long its streams stay this write's, and how long it waits for those of others
 */
public record WriteRequest(
        ConfiguredCatalog catalog,
        String sourceName,
        WriteStrategy strategy,
        Map<StreamId, WriteStrategy> strategies,
        @Nullable CdcDeletion cdcDeletion,
        WriteListener listener,
        boolean lenientStatus,
        boolean ignoreNamespace,
        SourceEnding.Inquiry sourceEnding,
        CommitThrottle throttle,
        RetryPolicy retry,
        LeasePolicy lease) {

    public WriteRequest {
        Objects.requireNonNull(catalog, "catalog");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(sourceEnding, "sourceEnding");
        Objects.requireNonNull(throttle, "throttle");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(lease, "lease");
        if (sourceName.isBlank()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The source name is blank: name the source whose state is stored with the rows.");
        }
        strategies = Map.copyOf(strategies);
    }

    /** A request with the strategy AUTO, the source name {@code source} and no listener. */
    public static Builder of(ConfiguredCatalog catalog) {
        return new Builder(catalog);
    }

    /** Collects the parts of a {@link WriteRequest}; not thread-safe. */
    public static final class Builder {
        private final ConfiguredCatalog catalog;
        private final Map<StreamId, WriteStrategy> strategies = new HashMap<>();
        private String sourceName = "source";
        private WriteStrategy strategy = WriteStrategy.AUTO;
        private @Nullable CdcDeletion cdcDeletion;
        private WriteListener listener = WriteListener.NONE;
        private boolean lenientStatus;
        private boolean ignoreNamespace;
        private SourceEnding.Inquiry sourceEnding = () -> SourceEnding.UNKNOWN;
        private CommitThrottle throttle = CommitThrottle.DEFAULT;
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private LeasePolicy lease = LeasePolicy.DEFAULT;

        private Builder(ConfiguredCatalog catalog) {
            this.catalog = catalog;
        }

        /** Names the source; the state of an earlier write under the same name is continued. */
        public Builder sourceName(String name) {
            this.sourceName = name;
            return this;
        }

        /** The strategy of every stream that has none of its own. */
        public Builder strategy(WriteStrategy defaultStrategy) {
            this.strategy = defaultStrategy;
            return this;
        }

        /** The strategy of one stream. */
        public Builder strategy(StreamId stream, WriteStrategy streamStrategy) {
            strategies.put(stream, streamStrategy);
            return this;
        }

        /** What a merge does with deleted records of a CDC source; unless set, what {@link SqlConfig#cdcDeletion} says. */
        public Builder cdcDeletion(CdcDeletion deletion) {
            this.cdcDeletion = deletion;
            return this;
        }

        /** Told of commits and progress. */
        public Builder listener(WriteListener writeListener) {
            this.listener = writeListener;
            return this;
        }

        /** Lets the clean end of input complete REPLACE streams that sent records but never a status. */
        public Builder lenientStatus() {
            this.lenientStatus = true;
            return this;
        }

        /**
         * Takes a stream of the source for the one of the catalog that has its name, whatever the namespaces are: unless the catalog has
         * the stream itself, or several of that name. Holds for records, states, statuses and errors.
         */
        public Builder ignoreNamespace() {
            this.ignoreNamespace = true;
            return this;
        }

        /**
         * How the source has ended, where that can be known; unless set, it is not. Asked at most once, after the end of the input, by
         * the thread that reads the input; what it throws is a failure of the input.
         */
        public Builder sourceEnding(SourceEnding.Inquiry inquiry) {
            this.sourceEnding = inquiry;
            return this;
        }

        /** How often what was read is committed. */
        public Builder throttle(CommitThrottle commitThrottle) {
            this.throttle = commitThrottle;
            return this;
        }

        /** What to do when the database is lost or busy. */
        public Builder retry(RetryPolicy retryPolicy) {
            this.retry = retryPolicy;
            return this;
        }

        /** How long its streams stay this write's, and how long it waits for those of others. */
        public Builder lease(LeasePolicy leasePolicy) {
            this.lease = leasePolicy;
            return this;
        }

        /** The request. */
        public WriteRequest build() {
            return new WriteRequest(
                    catalog,
                    sourceName,
                    strategy,
                    strategies,
                    cdcDeletion,
                    listener,
                    lenientStatus,
                    ignoreNamespace,
                    sourceEnding,
                    throttle,
                    retry,
                    lease);
        }
    }
}
