package io.sqlcache.core.backend;

/** The column types of a database, and their values in results. Stateless and thread-safe. */
public interface TypeMapper {

    /** The type of a new column that holds every value of the logical type. */
    ColumnType columnType(LogicalType type);

    /** What bounds the values that are written. */
    default ValueLimits limits() {
        return ValueLimits.DEFAULT;
    }

    /** How values are read back. */
    default ResultValues results() {
        return new ResultValues() {};
    }
}
