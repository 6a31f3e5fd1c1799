package io.sqlcache.core.load;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.load.value.Columns;
import io.sqlcache.core.load.value.Records;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.ColumnSource.Internal;
import io.sqlcache.core.table.EncodedColumn;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;

/** How long a million records of 15 fields take to encode, into a sink that only copies bytes. Run by hand. */
final class EncodeBenchmark {

    private static final int RECORDS = 1_000_000;
    private static final int DISTINCT = 2_000;
    private static final int ROUNDS = 6;

    private final Random random = new Random(7);
    private final List<String> fields = new ArrayList<>();
    private final List<EncodedColumn> columns = new ArrayList<>();

    private EncodeBenchmark() {
        add("id", LogicalType.INTEGER, Columns.BIGINT);
        add("uuid", LogicalType.STRING, Columns.TEXT);
        add("name", LogicalType.STRING, Columns.TEXT);
        add("email", LogicalType.STRING, Columns.TEXT);
        add("address", LogicalType.OBJECT, Columns.JSON);
        add("tags", LogicalType.ARRAY, Columns.JSON);
        add("age", LogicalType.INTEGER, Columns.BIGINT);
        add("balance", LogicalType.NUMBER, Columns.DECIMAL);
        add("is_active", LogicalType.BOOLEAN, Columns.BOOLEAN);
        add("created_at", LogicalType.TIMESTAMP_WITH_TIMEZONE, Columns.TIMESTAMP_TZ);
        add("updated_at", LogicalType.TIMESTAMP_WITH_TIMEZONE, Columns.TIMESTAMP_TZ);
        add("birth_date", LogicalType.DATE, Columns.DATE);
        add("login_time", LogicalType.TIME_WITHOUT_TIMEZONE, Columns.TIME);
        add("notes", LogicalType.STRING, Columns.TEXT);
        add("score", LogicalType.NUMBER, Columns.DECIMAL);
        columns.add(new EncodedColumn(Internal.RAW_ID, Columns.TEXT));
        columns.add(new EncodedColumn(Internal.EXTRACTED_AT, Columns.TIMESTAMP_TZ));
        columns.add(new EncodedColumn(Internal.META, Columns.JSON));
    }

    private void add(String name, LogicalType type, ColumnType column) {
        columns.add(new EncodedColumn(new ColumnSource.Field(fields.size(), name, type, false), column));
        fields.add(name);
    }

    public static void main(String[] args) throws SQLException {
        EncodeBenchmark benchmark = new EncodeBenchmark();
        List<RecordMessage> records = new ArrayList<>();
        long bytes = 0;

        for (int i = 0; i < DISTINCT; i++) {
            RecordMessage record = Records.of(benchmark.fields, benchmark.data(i));
            bytes += record.bytes().length;
            records.add(record);
        }

        for (int round = 0; round < ROUNDS; round++) {
            double seconds = benchmark.run(records);
            System.out.printf(
                    Locale.ROOT,
                    "%,d records x %d columns: %.2f s of CPU, %.0f MB/s of data%n",
                    RECORDS,
                    benchmark.columns.size(),
                    seconds,
                    bytes / (double) DISTINCT * RECORDS / 1e6 / seconds);
        }
    }

    private double run(List<RecordMessage> records) throws SQLException {
        CopyingSink sink = new CopyingSink();
        RecordEncoder encoder =
                new RecordEncoder(columns, sink, new SyncStamp(1, OptionalLong.of(1)), ValueLimits.DEFAULT);
        long start = cpuNanos();

        for (int i = 0; i < RECORDS; i++) {
            encoder.encode(records.get(i % DISTINCT), i);
        }

        return (cpuNanos() - start) / 1e9;
    }

    /** Of this thread: what else the machine does is left out. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private String data(int i) {
        return """
                {"id":%d,"uuid":"3f2b8c1e-9d47-4a60-a1b2-%012x","name":"Søren Müller","email":"user%d.3fa2@example-%d.com",\
                "address":{"street":"%d \\"Old\\" Mill Rd","city":"São Paulo","zip":"%05d","geo":{"lat":%.6f,"lon":%.6f}},\
                "tags":["vip","trial","us-west"],"age":%d,"balance":%.2f,"is_active":%b,\
                "created_at":"2021-03-%02dT12:34:56.%06dZ","updated_at":"2024-11-%02d 23:59:01.5+02:00","birth_date":"1984-02-%02d",\
                "login_time":"08:%02d:07","notes":"%s","score":%.4f}""".formatted(
                        i,
                        i * 7919L,
                        i,
                        i % 97,
                        random.nextInt(9999),
                        random.nextInt(99999),
                        random.nextDouble() * 90,
                        random.nextDouble() * 180,
                        random.nextInt(90),
                        random.nextDouble() * 1e5,
                        random.nextBoolean(),
                        1 + i % 28,
                        random.nextInt(1_000_000),
                        1 + i % 28,
                        1 + i % 28,
                        i % 60,
                        notes(i),
                        random.nextDouble());
    }

    private String notes(int i) {
        return "alpha river customer order invoice pending shipment returned quick-brown fox account escalated"
                        .repeat(2)
                + (i % 3 == 0 ? " überprüft naïve café 東京 😀" : "")
                + (i % 4 == 0 ? " path C:\\\\temp said \\\"hello\\\" tab\\there line\\nbreak" : "");
    }

    /** Does with values about what a binary COPY does, and forgets them. */
    private static final class CopyingSink implements RowSink {

        private final byte[] buffer = new byte[1 << 20];
        private int at;

        private void put(long value) {
            at = at + Long.BYTES > buffer.length ? 0 : at;

            for (int shift = 56; shift >= 0; shift -= 8) {
                buffer[at++] = (byte) (value >>> shift);
            }
        }

        private void put(byte[] bytes, int offset, int length) {
            at = at + length > buffer.length ? 0 : at;
            System.arraycopy(bytes, offset, buffer, at, length);
            at += length;
        }

        @Override
        public void writeNull() {
            put(-1);
        }

        @Override
        public void writeBoolean(boolean value) {
            put(value ? 1 : 0);
        }

        @Override
        public void writeLong(long value) {
            put(value);
        }

        @Override
        public void writeDouble(double value) {
            put(Double.doubleToLongBits(value));
        }

        @Override
        public void writeDecimal(byte[] ascii, int offset, int length) {
            put(ascii, offset, length);
        }

        @Override
        public void writeText(byte[] utf8, int offset, int length) {
            put(utf8, offset, length);
        }

        @Override
        public void writeJson(byte[] utf8, int offset, int length) {
            put(utf8, offset, length);
        }

        @Override
        public void writeDate(int epochDay) {
            put(epochDay);
        }

        @Override
        public void writeTime(long microOfDay) {
            put(microOfDay);
        }

        @Override
        public void writeTimeTz(long microOfDay, int offsetSeconds) {
            put(microOfDay);
        }

        @Override
        public void writeTimestamp(long epochMicro) {
            put(epochMicro);
        }

        @Override
        public void writeTimestampTz(long epochMicro) {
            put(epochMicro);
        }

        @Override
        public void endRow() {
            put(0);
        }

        @Override
        public long flush() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
