package io.sqlcache.core.backend;

/** The column types of a database. Stateless and thread-safe. */
public interface TypeMapper {

    /** The type of a new column that holds every value of the logical type. */
    ColumnType columnType(LogicalType type);
}
