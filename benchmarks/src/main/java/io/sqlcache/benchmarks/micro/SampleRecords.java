package io.sqlcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sqlcache.api.StreamId;
import io.sqlcache.benchmarks.data.UsersCatalog;
import io.sqlcache.benchmarks.data.UsersStream;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.load.RecordEncoder;
import io.sqlcache.core.load.SyncStamp;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordLayout;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.ColumnSource.Internal;
import io.sqlcache.core.table.EncodedColumn;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.impl.SQLDataType;

/** Records of the {@code users} stream, and what reads and encodes them. */
final class SampleRecords {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LINES = 10_000;
    private static final List<LogicalType> LOGICAL = List.of(
            LogicalType.INTEGER,
            LogicalType.STRING,
            LogicalType.STRING,
            LogicalType.STRING,
            LogicalType.OBJECT,
            LogicalType.ARRAY,
            LogicalType.INTEGER,
            LogicalType.NUMBER,
            LogicalType.BOOLEAN,
            LogicalType.TIMESTAMP_WITH_TIMEZONE,
            LogicalType.TIMESTAMP_WITH_TIMEZONE,
            LogicalType.DATE,
            LogicalType.TIME_WITHOUT_TIMEZONE,
            LogicalType.STRING,
            LogicalType.NUMBER);
    private static final List<PhysicalType> PHYSICAL = List.of(
            PhysicalType.BIGINT,
            PhysicalType.TEXT,
            PhysicalType.TEXT,
            PhysicalType.TEXT,
            PhysicalType.JSON,
            PhysicalType.JSON,
            PhysicalType.BIGINT,
            PhysicalType.DECIMAL,
            PhysicalType.BOOLEAN,
            PhysicalType.TIMESTAMP_TZ,
            PhysicalType.TIMESTAMP_TZ,
            PhysicalType.DATE,
            PhysicalType.TIME,
            PhysicalType.TEXT,
            PhysicalType.DECIMAL);

    private SampleRecords() {}

    /** Lines, each with its line feed. */
    static byte[] lines() {
        return (String.join("\n", UsersStream.lines(LINES)) + "\n").getBytes(UTF_8);
    }

    /** How long a line is, on average, its line feed included. */
    static double averageLine() {
        return (double) lines().length / LINES;
    }

    static RecordLayout layout() {
        return new RecordLayout(StreamId.of("users"), UsersCatalog.fields());
    }

    /** So many records, each read by a reader of its own, since the next one of the same would take its place. */
    static List<RecordMessage> parsed(int count) throws InterruptedException {
        List<RecordMessage> records = new ArrayList<>();
        for (String line : UsersStream.lines(count)) {
            try (MessageReader reader =
                    MessageReader.of(new ByteArrayInputStream((line + "\n").getBytes(UTF_8)), List.of(layout()))) {
                records.add((RecordMessage) reader.next(PATIENCE));
            }
        }

        return records;
    }

    /** An encoder of all columns of the stream's table. */
    static RecordEncoder encoder(RowSink sink) {
        List<EncodedColumn> columns = new ArrayList<>();
        for (String field : UsersCatalog.fields()) {
            int index = columns.size();
            columns.add(new EncodedColumn(
                    new ColumnSource.Field(index, field, LOGICAL.get(index), false), column(PHYSICAL.get(index))));
        }
        columns.add(new EncodedColumn(Internal.RAW_ID, column(PhysicalType.TEXT)));
        columns.add(new EncodedColumn(Internal.EXTRACTED_AT, column(PhysicalType.TIMESTAMP_TZ)));
        columns.add(new EncodedColumn(Internal.META, column(PhysicalType.JSON)));

        return new RecordEncoder(columns, sink, new SyncStamp(1, OptionalLong.empty()), ValueLimits.DEFAULT);
    }

    private static ColumnType column(PhysicalType type) {
        return ColumnType.of(type, SQLDataType.OTHER, type.name());
    }
}
