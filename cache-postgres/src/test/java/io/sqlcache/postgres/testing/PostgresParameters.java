package io.sqlcache.postgres.testing;

import io.sqlcache.core.backend.InsertParameters;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** PostgreSQL has 24:00, which java.time has not, and days before 4712 BC, which the driver makes -infinity: both go as text. */
public final class PostgresParameters implements InsertParameters {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final LocalDate FIRST_DAY = LocalDate.of(-4711, 1, 1);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    /** A parameter whose type is the database's to find out. */
    private record Text(String text) {}

    @Override
    public Object date(int epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return date.isBefore(FIRST_DAY) ? new Text(DATE.format(date) + " BC") : date;
    }

    @Override
    public Object time(long microOfDay) {
        return microOfDay == MICROS_PER_DAY ? new Text("24:00:00") : InsertParameters.super.time(microOfDay);
    }

    @Override
    public Object timeTz(long microOfDay, int offsetSeconds) {
        return microOfDay == MICROS_PER_DAY
                ? new Text("24:00:00" + ZoneOffset.ofTotalSeconds(offsetSeconds))
                : InsertParameters.super.timeTz(microOfDay, offsetSeconds);
    }

    @Override
    public Object timestamp(long epochMicro) {
        LocalDateTime timestamp = (LocalDateTime) InsertParameters.super.timestamp(epochMicro);
        return timestamp.toLocalDate().isBefore(FIRST_DAY) ? new Text(TIMESTAMP.format(timestamp) + " BC") : timestamp;
    }

    @Override
    public Object timestampTz(long epochMicro) {
        OffsetDateTime timestamp = (OffsetDateTime) InsertParameters.super.timestampTz(epochMicro);
        return timestamp.toLocalDate().isBefore(FIRST_DAY)
                ? new Text(TIMESTAMP.format(timestamp) + "+00 BC")
                : timestamp;
    }

    @Override
    public void bind(PreparedStatement insert, int index, Object value) throws SQLException {
        if (value instanceof Text text) {
            insert.setObject(index, text.text(), Types.OTHER);
        } else {
            insert.setObject(index, value);
        }
    }
}
