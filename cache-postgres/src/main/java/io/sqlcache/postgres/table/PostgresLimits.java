package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.backend.ValueLimits.Decimals;
import io.sqlcache.core.backend.ValueLimits.Json;
import io.sqlcache.core.backend.ValueLimits.Range;

/** What PostgreSQL's types hold, as its documentation says (Appendix K, chapter 8) or its source where that is silent. */
final class PostgresLimits {

    /** A field ends at 1 GiB, and so does the row's message to the client. */
    private static final int VALUE_BYTES = (1 << 30) - (1 << 20);

    /** {@code numeric} without a precision; its reader refuses greater exponents, whatever number they belong to. */
    private static final Decimals NUMERIC = new Decimals(131_072, 16_383, 1_000_000_000);

    /** From 4714-11-24 BC to 5874897-12-31. */
    private static final Range DATES = new Range(-2_440_588, 2_145_042_905);

    /** Timestamps begin with the first date, and end 29 years after microseconds since 1970 have left a long. */
    private static final Range TIMESTAMPS = new Range(DATES.first() * 86_400_000_000L, Long.MAX_VALUE);

    /** There is 24:00. */
    private static final long LAST_TIME = 86_400_000_000L;

    /** Offsets end before 16 hours. */
    private static final int OFFSET_SECONDS = 16 * 3600;

    /**
     * The reader of {@code jsonb} manages about twice as many levels with the default stack. A {@code jsonb} ends at 256 MiB, where
     * an entry, a number's header and padding take 20 bytes at most. Its numbers are {@code numeric}.
     */
    private static final Json JSON = new Json(6_000, 0x0fff_ffff, 20, NUMERIC);

    /** Of a database in UTF-8, as nearly every one is. */
    static final ValueLimits ALL = new ValueLimits(
            VALUE_BYTES, NUMERIC, DATES, TIMESTAMPS, LAST_TIME, OFFSET_SECONDS, JSON, Repertoire.UNICODE);

    private PostgresLimits() {}
}
