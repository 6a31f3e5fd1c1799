package io.sqlcache.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;

/** What a column holds, whatever its database calls the type: decides the Java type of its values in a {@link Row}. */
public enum ColumnKind {
    BOOLEAN(Boolean.class),
    /** Whole numbers of up to 64 bits. */
    INTEGER(Long.class),
    /** IEEE 754 floating point numbers. */
    DOUBLE(Double.class),
    /** Exact decimal numbers. */
    DECIMAL(BigDecimal.class),
    TEXT(String.class),
    /** JSON, as its text. */
    JSON(String.class),
    DATE(LocalDate.class),
    TIME(LocalTime.class),
    TIME_WITH_TIMEZONE(OffsetTime.class),
    TIMESTAMP(LocalDateTime.class),
    /** Points in time, in UTC. */
    TIMESTAMP_WITH_TIMEZONE(OffsetDateTime.class),
    /** Any other type: the values are what the driver gives. */
    OTHER(Object.class);

    private final Class<?> javaType;

    ColumnKind(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The type of the column's values in a row; NULL is null. */
    public Class<?> javaType() {
        return javaType;
    }
}
