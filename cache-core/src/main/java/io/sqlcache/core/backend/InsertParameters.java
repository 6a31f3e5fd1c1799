package io.sqlcache.core.backend;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * How values become the parameters of an INSERT, for {@link InsertRowSink}. Stateless and thread-safe.
 *
 * <p>Values are within the {@link ValueLimits} of the backend. The defaults suit drivers that take the types of
 * {@code java.time}, which have no 24:00: where the limits have it, the times are to be overridden.
 */
public interface InsertParameters {

    /** What stands for a JSON parameter, which has to be told from text: by default a cast, as jOOQ knows it. */
    default Field<?> json(ColumnType column) {
        return DSL.val((Object) null, column.dataType());
    }

    /** A date as a parameter. */
    default Object date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay);
    }

    /** A time of day as a parameter. */
    default Object time(long microOfDay) {
        return LocalTime.ofNanoOfDay(microOfDay * 1_000);
    }

    /** A time at an offset as a parameter. */
    default Object timeTz(long microOfDay, int offsetSeconds) {
        return OffsetTime.of(LocalTime.ofNanoOfDay(microOfDay * 1_000), ZoneOffset.ofTotalSeconds(offsetSeconds));
    }

    /** Microseconds since 1970-01-01T00:00 on the wall clock as a parameter. */
    default Object timestamp(long epochMicro) {
        return LocalDateTime.of(1970, 1, 1, 0, 0).plus(epochMicro, ChronoUnit.MICROS);
    }

    /** Microseconds since 1970-01-01T00:00Z as a parameter. */
    default Object timestampTz(long epochMicro) {
        return LocalDateTime.of(1970, 1, 1, 0, 0)
                .plus(epochMicro, ChronoUnit.MICROS)
                .atOffset(ZoneOffset.UTC);
    }

    /** Sets a parameter that is not null. */
    default void bind(PreparedStatement insert, int index, Object value) throws SQLException {
        insert.setObject(index, value);
    }
}
