package io.sqlcache.duckdb.table;

import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.backend.ValueLimits.Decimals;

/** What DuckDB's types hold, as its documentation says or its source where that is silent. */
final class DuckDBLimits {

    /** Days are 32 bit integers, of which the ends stand for infinity. */
    private static final long LAST_DAY = Integer.MAX_VALUE - 1L;

    /** From 290309-12-22 BC, where a timestamp's date begins; the last microsecond stands for infinity. */
    private static final long FIRST_MICRO = -9_223_372_022_400_000_000L;

    /** Of a decimal column without modifiers, which there is none of. */
    private static final Decimals DECIMALS = new Decimals(38, 37, 1_000_000_000);

    static final ValueLimits ALL = ValueLimits.DEFAULT
            .withDays(-LAST_DAY, LAST_DAY)
            .withMicros(FIRST_MICRO, Long.MAX_VALUE - 1)
            .withDecimals(DECIMALS);

    private DuckDBLimits() {}
}
