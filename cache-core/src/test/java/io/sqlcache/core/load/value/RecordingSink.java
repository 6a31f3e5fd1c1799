package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sqlcache.core.backend.RowSink;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Takes down the verbs of each row, and refuses what the contract of sinks forbids. */
public final class RecordingSink implements RowSink {

    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();

    /** The rows that were ended. */
    public List<List<String>> rows() {
        return rows;
    }

    /** The one row that was ended. */
    public List<String> onlyRow() {
        if (rows.size() != 1) {
            throw new AssertionError("Not one row: " + rows);
        }

        return rows.get(0);
    }

    @Override
    public void writeNull() {
        row.add("null");
    }

    @Override
    public void writeBoolean(boolean value) {
        row.add("boolean " + value);
    }

    @Override
    public void writeLong(long value) {
        row.add("long " + value);
    }

    @Override
    public void writeDouble(double value) {
        row.add("double " + value);
    }

    @Override
    public void writeDecimal(byte[] ascii, int offset, int length) {
        String literal = utf8(ascii, offset, length);

        if (!literal.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw new AssertionError("No JSON number: " + literal);
        }

        row.add("decimal " + literal);
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        row.add("text " + utf8(utf8, offset, length));
    }

    @Override
    public void writeJson(byte[] utf8, int offset, int length) {
        row.add("json " + utf8(utf8, offset, length));
    }

    @Override
    public void writeDate(int epochDay) {
        row.add("date " + LocalDate.ofEpochDay(epochDay));
    }

    @Override
    public void writeTime(long microOfDay) {
        row.add("time " + time(microOfDay));
    }

    @Override
    public void writeTimeTz(long microOfDay, int offsetSeconds) {
        row.add("timetz " + time(microOfDay) + ZoneOffset.ofTotalSeconds(offsetSeconds));
    }

    @Override
    public void writeTimestamp(long epochMicro) {
        row.add("timestamp " + dateTime(epochMicro));
    }

    @Override
    public void writeTimestampTz(long epochMicro) {
        row.add("timestamptz " + dateTime(epochMicro) + "Z");
    }

    @Override
    public void endRow() {
        rows.add(row);
        row = new ArrayList<>();
    }

    @Override
    public long flush() {
        return rows.size();
    }

    @Override
    public void close() {}

    private static String time(long microOfDay) {
        if (microOfDay < 0 || microOfDay > TemporalText.MICROS_PER_DAY) {
            throw new AssertionError("No time of day: " + microOfDay);
        }

        return microOfDay == TemporalText.MICROS_PER_DAY
                ? "24:00"
                : LocalTime.ofNanoOfDay(microOfDay * 1000).toString();
    }

    private static LocalDateTime dateTime(long epochMicro) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(epochMicro, 1_000_000L), 0, ZoneOffset.UTC)
                .plus(Math.floorMod(epochMicro, 1_000_000L), ChronoUnit.MICROS);
    }

    private static String utf8(byte[] bytes, int offset, int length) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();

            if (text.indexOf('\0') >= 0) {
                throw new AssertionError("NUL in: " + text);
            }

            return text;
        } catch (CharacterCodingException e) {
            throw new AssertionError("No UTF-8", e);
        }
    }
}
