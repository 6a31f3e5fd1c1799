package io.sqlcache.duckdb.conformance;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.duckdb.Backends;
import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.testing.TestFile;
import io.sqlcache.testkit.TestedBackend;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** A file of DuckDB against the shared contract. */
interface OnDuckDB extends TestedBackend {

    @Override
    default SqlConfig config(String schema) {
        return TestFile.config(schema);
    }

    @Override
    default SqlBackend connect(SqlConfig config) {
        return Backends.connect((DuckDBConfig) config);
    }

    /** jOOQ has other names for these. */
    @Override
    default DataType<?> declared(DataType<?> type) {
        return switch (type.getTypeName()) {
            case "json" -> spelled("json");
            case "clob" -> spelled("varchar");
            default -> type.equals(SQLDataType.LOCALDATETIME(3)) ? spelled("timestamp_ms") : type;
        };
    }

    private static DataType<?> spelled(String name) {
        return new DefaultDataType<>(SQLDialect.DUCKDB, Object.class, name);
    }

    /** DuckDB takes the length of a text for a comment. */
    @Override
    default boolean keepsLengths() {
        return false;
    }
}
