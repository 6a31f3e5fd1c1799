package io.sqlcache.core.backend;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Locale;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;

/** Reads the column types that jOOQ finds in a database. */
final class JooqTypes {

    private static final Map<Class<?>, PhysicalType> BY_CLASS = Map.ofEntries(
            Map.entry(Boolean.class, PhysicalType.BOOLEAN),
            Map.entry(Long.class, PhysicalType.BIGINT),
            Map.entry(Double.class, PhysicalType.DOUBLE),
            Map.entry(BigDecimal.class, PhysicalType.DECIMAL),
            Map.entry(BigInteger.class, PhysicalType.DECIMAL),
            Map.entry(String.class, PhysicalType.TEXT),
            Map.entry(JSON.class, PhysicalType.JSON),
            Map.entry(JSONB.class, PhysicalType.JSON),
            Map.entry(Date.class, PhysicalType.DATE),
            Map.entry(LocalDate.class, PhysicalType.DATE),
            Map.entry(Time.class, PhysicalType.TIME),
            Map.entry(LocalTime.class, PhysicalType.TIME),
            Map.entry(OffsetTime.class, PhysicalType.TIME_TZ),
            Map.entry(Timestamp.class, PhysicalType.TIMESTAMP),
            Map.entry(LocalDateTime.class, PhysicalType.TIMESTAMP),
            Map.entry(OffsetDateTime.class, PhysicalType.TIMESTAMP_TZ),
            Map.entry(Instant.class, PhysicalType.TIMESTAMP_TZ));

    private JooqTypes() {}

    /** The column type of what jOOQ found; OTHER unless a verb writes it without a loss. */
    static ColumnType columnType(DataType<?> type, Configuration configuration) {
        return columnType(physical(type), type, configuration);
    }

    /** The type of a column that no verb may write, whatever type it is of. */
    static ColumnType other(DataType<?> type, Configuration configuration) {
        return columnType(PhysicalType.OTHER, type, configuration);
    }

    private static ColumnType columnType(PhysicalType physical, DataType<?> type, Configuration configuration) {
        return new ColumnType(
                physical,
                type,
                type.getCastTypeName(configuration),
                limit(type.lengthDefined(), type.length()),
                limit(type.precisionDefined(), type.precision()),
                scale(type));
    }

    /** A decimal without a scale is of whole numbers in jOOQ, which has another Java class for it. */
    private static int scale(DataType<?> type) {
        if (type.getType() == BigInteger.class) {
            return 0;
        }
        return type.scaleDefined() && type.precision() > 0 ? type.scale() : ColumnType.UNLIMITED;
    }

    /** Text of fixed length is padded, so it would not read back as it was written. */
    private static PhysicalType physical(DataType<?> type) {
        String name = type.getTypeName().toLowerCase(Locale.ROOT);
        boolean padded = name.equals("char") || name.equals("nchar");
        if (padded) {
            return PhysicalType.OTHER;
        }
        // No Java class stands for it in what jOOQ finds.
        return name.equals("decfloat")
                ? PhysicalType.DECIMAL
                : BY_CLASS.getOrDefault(type.getType(), PhysicalType.OTHER);
    }

    /** Some drivers say "none" with the largest number. */
    private static int limit(boolean defined, int value) {
        return defined && value > 0 && value < Integer.MAX_VALUE ? value : ColumnType.UNLIMITED;
    }
}
