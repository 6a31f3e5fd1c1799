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
 * <p>The defaults suit drivers that take the types of {@code java.time} and databases that have no dates or times beyond these;
 * 24:00, which {@code java.time} has not, becomes what a clock shows then.
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

    /** A time of day as a parameter; from 0 to 24 h inclusive. */
    default Object time(long microOfDay) {
        long nanos = microOfDay * 1_000;
        return LocalTime.ofNanoOfDay(nanos % 86_400_000_000_000L);
    }

    /** A time at an offset as a parameter; from 0 to 24 h inclusive. */
    default Object timeTz(long microOfDay, int offsetSeconds) {
        long nanos = microOfDay * 1_000;
        return OffsetTime.of(
                LocalTime.ofNanoOfDay(nanos % 86_400_000_000_000L), ZoneOffset.ofTotalSeconds(offsetSeconds));
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
