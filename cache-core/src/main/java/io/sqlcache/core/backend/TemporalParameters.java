package io.sqlcache.core.backend;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jooq.SQLDialect;

/** Dates and times as JDBC parameters: of java.time, but where that or the driver falls short of the database. */
enum TemporalParameters {
    /** Has 24:00, which java.time has not, and days before 4712 BC, which the driver makes -infinity: both go as text. */
    POSTGRES,
    /** Takes what java.time has; 24:00 becomes what a clock shows then. */
    PLAIN;

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final LocalDate FIRST_DAY = LocalDate.of(-4711, 1, 1);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    static TemporalParameters of(SQLDialect dialect) {
        return dialect.family() == SQLDialect.POSTGRES || dialect.family() == SQLDialect.YUGABYTEDB ? POSTGRES : PLAIN;
    }

    Object date(int epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);

        return isTooEarly(date) ? new Text(DATE.format(date) + " BC") : date;
    }

    Object time(long microOfDay) {
        return isTooLate(microOfDay) ? new Text("24:00:00") : clock(microOfDay);
    }

    Object timeTz(long microOfDay, int offsetSeconds) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetSeconds);

        return isTooLate(microOfDay) ? new Text("24:00:00" + offset) : OffsetTime.of(clock(microOfDay), offset);
    }

    Object timestamp(long epochMicro) {
        LocalDateTime timestamp = EPOCH.plus(epochMicro, ChronoUnit.MICROS);

        return isTooEarly(timestamp.toLocalDate()) ? new Text(TIMESTAMP.format(timestamp) + " BC") : timestamp;
    }

    Object timestampTz(long epochMicro) {
        LocalDateTime timestamp = EPOCH.plus(epochMicro, ChronoUnit.MICROS);

        return isTooEarly(timestamp.toLocalDate())
                ? new Text(TIMESTAMP.format(timestamp) + "+00 BC")
                : timestamp.atOffset(ZoneOffset.UTC);
    }

    private boolean isTooEarly(LocalDate date) {
        return this == POSTGRES && date.isBefore(FIRST_DAY);
    }

    private boolean isTooLate(long microOfDay) {
        return this == POSTGRES && microOfDay == MICROS_PER_DAY;
    }

    private static LocalTime clock(long microOfDay) {
        return LocalTime.ofNanoOfDay(microOfDay % MICROS_PER_DAY * NANOS_PER_MICRO);
    }

    /** A parameter whose type is the database's to find out. */
    record Text(String text) {}
}
