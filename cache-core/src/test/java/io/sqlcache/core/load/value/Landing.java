package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;

/**
 * What became of one value on its way into one column.
 *
 * @param value the verb that wrote it and what it wrote
 * @param fit how it came through
 */
record Landing(String value, Fit fit) {

    private static final ValueLimits WITH_24_HOURS = ValueLimits.DEFAULT.withLastTime(86_400_000_000L);

    /** Lands a value given as JSON. */
    static Landing of(LogicalType type, ColumnType column, String json) {
        return of(type, column, Records.withValue("f", json));
    }

    /** Lands a value given as JSON in a database with these limits. */
    static Landing within(ValueLimits limits, LogicalType type, ColumnType column, String json) {
        return of(limits, type, column, Records.withValue("f", json));
    }

    /** Lands a string that reads as given; it must not need escapes. */
    static Landing ofText(LogicalType type, ColumnType column, String text) {
        return of(type, column, "\"" + text + "\"");
    }

    /** Lands a value given as the bytes that the reader found. */
    static Landing ofBytes(LogicalType type, ColumnType column, Token token, byte[] value) {
        return of(type, column, Records.withBytes("f", token, value));
    }

    private static Landing of(LogicalType type, ColumnType column, RecordMessage record) {
        return of(WITH_24_HOURS, type, column, record);
    }

    private static Landing of(ValueLimits limits, LogicalType type, ColumnType column, RecordMessage record) {
        RecordingSink sink = new RecordingSink();
        boolean missing = record.token(0) == Token.NULL;
        ValueEncoder encoder = new ValueEncoders(new CleanJson(limits), limits).of(type, column);
        Fit fit = missing ? Fit.EXACT : encoder.encode(record, 0, sink);

        if (missing || fit.nulls()) {
            sink.writeNull();
        }

        sink.endRow();

        if (sink.onlyRow().size() != 1) {
            throw new AssertionError("Not one verb: " + sink.onlyRow());
        }

        return new Landing(sink.onlyRow().get(0), fit);
    }

    boolean isExact() {
        return fit == Fit.EXACT;
    }

    /** In short: the value, and the change if there is one. */
    @Override
    public String toString() {
        return isExact() ? value : value + " " + fit;
    }
}
