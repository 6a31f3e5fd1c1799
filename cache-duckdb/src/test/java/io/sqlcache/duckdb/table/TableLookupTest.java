package io.sqlcache.duckdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.duckdb.Backends;
import io.sqlcache.duckdb.config.DuckDBConfig;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableLookupTest {

    private final SqlBackend backend =
            Backends.connect(DuckDBConfig.builder().inMemory().build());
    private Connection connection;
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = backend.dataSource().getConnection();
        sql = DSL.using(connection, SQLDialect.DUCKDB);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        backend.close();
    }

    private TableDefinition found(String table) {
        return backend.tables().find(sql, new TableName("main", table)).orElseThrow();
    }

    @Test
    void columnsHaveTheirTypesAndLimits() {
        sql.execute("create table t(i bigint not null, d decimal(10,2), h hugeint, j json, u uuid, s timestamp_ms)");

        assertThat(found("t").columns())
                .extracting(column -> "%s %s %s %d %d %s"
                        .formatted(
                                column.name(),
                                column.type().physical(),
                                column.type(),
                                column.type().precision(),
                                column.type().scale(),
                                column.nullable()))
                .containsExactly(
                        "i BIGINT BIGINT -1 -1 false",
                        "d DECIMAL DECIMAL(10,2) 10 2 true",
                        "h DECIMAL HUGEINT 38 0 true",
                        "j JSON JSON -1 -1 true",
                        "u OTHER UUID -1 -1 true",
                        "s TIMESTAMP TIMESTAMP_MS 3 -1 true");
    }

    @Test
    void generatedColumnIsWrittenByNoVerb() {
        sql.execute("create table t(a bigint, b bigint generated always as (a + 1))");

        assertThat(found("t").column("a").orElseThrow().type().physical()).isEqualTo(PhysicalType.BIGINT);
        assertThat(found("t").column("b").orElseThrow().type().physical()).isEqualTo(PhysicalType.OTHER);
    }

    @Test
    void lettersOfNamesHaveNoCase() {
        sql.execute("create table \"Users\"(\"Id\" bigint)");

        assertThat(found("users").column("id")).isPresent();
    }

    @Test
    void viewIsRefusedByName() {
        sql.execute("create view v as select 1 as a");

        assertThatThrownBy(() -> found("v"))
                .isInstanceOf(CacheException.class)
                .hasMessage(
                        "Cannot load into main.v: it is a view, not a table. Rename it, or set another schema or table prefix.");
        assertThat(backend.tables().find(sql, new TableName("main", "w"))).isEmpty();
    }
}
