package io.sqlcache.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.load.value.Columns;
import io.sqlcache.core.load.value.RecordingSink;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.MutatedLines;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.ColumnSource.Internal;
import io.sqlcache.core.table.EncodedColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A record that could be read becomes a row, whatever its values are. */
class MutatedRecordsTest {

    private static final int IN_THE_BUILD = 20_000;
    private static final int LINES_A_READER = 2_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Nothing but standard JSON, of any depth. */
    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final List<EncodedColumn> TABLE = List.of(
            field("id", LogicalType.INTEGER, Columns.BIGINT),
            field("name", LogicalType.STRING, Columns.TEXT),
            field("tags", LogicalType.ARRAY, Columns.JSON),
            field("at", LogicalType.TIMESTAMP_WITH_TIMEZONE, Columns.TIMESTAMP_TZ),
            field("day", LogicalType.DATE, Columns.DATE),
            field("clock", LogicalType.TIME_WITHOUT_TIMEZONE, Columns.TIME),
            field("score", LogicalType.NUMBER, Columns.DECIMAL),
            field("active", LogicalType.BOOLEAN, Columns.BOOLEAN),
            field("address", LogicalType.OBJECT, Columns.JSON),
            field("any", LogicalType.ANY, Columns.JSON),
            field("big", LogicalType.BIG_INTEGER, Columns.numeric(30, 2)),
            field("name", LogicalType.STRING, Columns.varchar(5)),
            field("score", LogicalType.NUMBER, Columns.DOUBLE),
            field("address", LogicalType.OBJECT, Columns.TEXT),
            field("at", LogicalType.TIMESTAMP_WITHOUT_TIMEZONE, Columns.rounded(Columns.TIMESTAMP, 0)),
            field("clock", LogicalType.TIME_WITH_TIMEZONE, Columns.TIME_TZ),
            new EncodedColumn(Internal.EXTRACTED_AT, Columns.TIMESTAMP_TZ),
            new EncodedColumn(Internal.META, Columns.JSON));

    private static EncodedColumn field(String name, LogicalType type, ColumnType column) {
        int index = MutatedLines.USERS.fields().indexOf(name);
        return new EncodedColumn(new ColumnSource.Field(index, name, type, false), column);
    }

    @Test
    @Timeout(60)
    void everyRecordIsARow() throws InterruptedException, SQLException, IOException {
        encode(IN_THE_BUILD);
    }

    @Test
    @Tag("torture")
    @Timeout(1800)
    void everyRecordOfAMillionLinesIsARow() throws InterruptedException, SQLException, IOException {
        encode(Integer.getInteger("torture.inputs", 1_000_000));
    }

    private static void encode(int inputs) throws InterruptedException, SQLException, IOException {
        MutatedLines mutated = new MutatedLines(MutatedLines.SEED);
        int rows = 0;
        for (int read = 0; read < inputs; read += LINES_A_READER) {
            List<byte[]> lines = new ArrayList<>();
            for (int i = 0; i < Math.min(LINES_A_READER, inputs - read); i++) {
                lines.add(mutated.next());
            }
            rows += rows(lines);
        }
        System.out.printf("%d rows of %d mutated lines (torture.seed=%d)%n", rows, inputs, MutatedLines.SEED);
        assertThat(rows).isGreaterThan(inputs / 20);
    }

    private static int rows(List<byte[]> lines) throws InterruptedException, SQLException, IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            input.writeBytes(line);
            input.write('\n');
        }
        int rows = 0;
        try (MessageReader reader =
                MessageReader.of(new ByteArrayInputStream(input.toByteArray()), List.of(MutatedLines.USERS))) {
            for (byte[] line : lines) {
                rows += isRow(reader, line) ? 1 : 0;
            }
        }
        return rows;
    }

    private static boolean isRow(MessageReader reader, byte[] line)
            throws InterruptedException, SQLException, IOException {
        try {
            if (reader.next(LONG) instanceof RecordMessage record) {
                assertRow(record);
                return true;
            }
            return false;
        } catch (CacheException e) {
            assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA);
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "torture.seed=" + MutatedLines.SEED + ": " + new String(line, StandardCharsets.ISO_8859_1), e);
        }
    }

    private static void assertRow(RecordMessage record) throws SQLException, IOException {
        RecordingSink sink = new RecordingSink();
        new RecordEncoder(TABLE, sink, new SyncStamp(1, OptionalLong.empty()), ValueLimits.DEFAULT).encode(record, 1);
        List<String> row = sink.onlyRow();
        assertThat(row).hasSize(TABLE.size());
        for (String value : row) {
            if (value.startsWith("json ")) {
                assertJson(value.substring(5));
            }
        }
    }

    private static void assertJson(String text) throws IOException {
        try (JsonParser parser = STRICT.createParser(text)) {
            int values = 0;
            while (parser.nextToken() != null) {
                parser.skipChildren();
                values++;
            }
            assertThat(values).as(text).isOne();
        }
    }
}
