package io.sqlcache.core.catalog;

import io.sqlcache.api.WriteStrategy;

/** A resolved strategy: how rows are put together, and whether they wait behind the scenes until COMPLETE. */
public enum LoadMethod {
    /** Rows are added at each checkpoint. */
    APPEND(WriteStrategy.APPEND),
    /** Rows are merged by key at each checkpoint. */
    MERGE(WriteStrategy.MERGE),
    /** Rows are added to a hidden table that takes the place of the old one at COMPLETE. */
    REPLACE(WriteStrategy.REPLACE),
    /** Rows are merged by key into a hidden table that takes the place of the old one at COMPLETE. */
    REPLACE_MERGED(WriteStrategy.MERGE);

    private final WriteStrategy strategy;

    LoadMethod(WriteStrategy strategy) {
        this.strategy = strategy;
    }

    /** The strategy as users know it. */
    public WriteStrategy strategy() {
        return strategy;
    }

    /** Whether rows go through a staging table and are merged by key. */
    public boolean mergesByKey() {
        return this == MERGE || this == REPLACE_MERGED;
    }

    /** Whether readers see nothing of it before COMPLETE. */
    public boolean waitsForComplete() {
        return this == REPLACE || this == REPLACE_MERGED;
    }
}
