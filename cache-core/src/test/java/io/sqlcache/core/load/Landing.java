package io.sqlcache.core.load;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import java.sql.SQLException;
import java.util.List;

/**
 * What became of one value on its way into one column.
 *
 * @param value the verb that wrote it and what it wrote
 * @param changes the entries about it
 */
record Landing(String value, String changes) {

    private static final String PREFIX = "json {\"sync_id\":7,\"changes\":[";

    /** Lands a value given as JSON. */
    static Landing of(LogicalType type, ColumnType column, String json) {
        return of(type, column, Records.withValue("f", json));
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
        RecordingSink sink = new RecordingSink();
        ColumnSource field = new ColumnSource.Field(0, "f", type, false);
        List<EncodedColumn> columns =
                List.of(new EncodedColumn(field, column), new EncodedColumn(ColumnSource.Internal.META, Columns.JSON));

        try {
            new RecordEncoder(columns, sink, new SyncStamp(7, 0)).encode(record, 1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }

        String meta = sink.onlyRow().get(1);

        return new Landing(sink.onlyRow().get(0), meta.substring(PREFIX.length(), meta.length() - 2));
    }

    /** In short: the value, and the change if there is one. */
    @Override
    public String toString() {
        if (changes.isEmpty()) {
            return value;
        }

        for (Fit fit : Fit.values()) {
            if (changes.equals(
                    "{\"field\":\"f\",\"change\":\"" + fit.change() + "\",\"reason\":\"" + fit.reason() + "\"}")) {
                return value + " " + fit;
            }
        }

        return value + " " + changes;
    }
}
