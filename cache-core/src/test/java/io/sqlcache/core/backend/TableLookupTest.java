package io.sqlcache.core.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the portable operations find of a table, on H2. */
class TableLookupTest {

    private final TableOperations tables = new JooqTableOperations();

    private Connection connection;
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        sql = DSL.using(connection, SQLDialect.H2);
        execute("create schema \"a_b\"");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void tableIsFoundAmongOthersThatItsNameWouldMatchAsAPattern() throws SQLException {
        execute("create schema \"axb\"");
        execute("create table \"axb\".\"t_%\" (\"other schema\" int)");
        execute("create table \"a_b\".\"txy\" (\"other table\" int)");
        execute("create table \"a_b\".\"T_%\" (\"other letters\" int)");
        assertThat(tables.find(sql, name("t_%"))).isEmpty();

        execute("create table \"a_b\".\"t_%\" (\"b\" bigint, \"A\" boolean)");
        assertThat(tables.find(sql, name("t_%")).orElseThrow().columns())
                .extracting(ColumnDefinition::name)
                .containsExactly("b", "A");
    }

    @Test
    void typesHaveTheirLimits() throws SQLException {
        assertThat(types("b boolean, i bigint, d double precision, n numeric(20, 3), f decfloat, t varchar(7), "
                        + "c clob, j json, da date, ti time(3), tz time(6) with time zone, ts timestamp(3), "
                        + "tstz timestamp with time zone"))
                .containsExactly(
                        "BOOLEAN -1 -1 -1",
                        "BIGINT -1 -1 -1",
                        "DOUBLE -1 -1 -1",
                        "DECIMAL -1 20 3",
                        "DECIMAL -1 -1 -1",
                        "TEXT 7 -1 -1",
                        "TEXT -1 -1 -1",
                        "JSON -1 -1 -1",
                        "DATE -1 -1 -1",
                        "TIME -1 3 -1",
                        "TIME_TZ -1 6 -1",
                        "TIMESTAMP -1 3 -1",
                        "TIMESTAMP_TZ -1 6 -1");
    }

    @Test
    void columnsThatNoVerbWritesWithoutALossAreOther() throws SQLException {
        assertThat(types("small int, padded char(3), bytes blob, list int array, kind enum('a', 'b'), "
                        + "total bigint generated always as (small + 1)"))
                .allSatisfy(type -> assertThat(type).startsWith("OTHER "))
                .hasSize(6);
    }

    @Test
    void viewIsRefused() throws SQLException {
        execute("create view \"a_b\".\"v\" as select 1");

        assertThatThrownBy(() -> tables.find(sql, name("v")))
                .isInstanceOf(CacheException.class)
                .hasMessage(
                        "Cannot load into a_b.v: it is a view, not a table. Rename the view or set another table prefix.");
    }

    private List<String> types(String columns) throws SQLException {
        execute("create table \"a_b\".\"t\" (" + columns + ")");

        return tables.find(sql, name("t")).orElseThrow().columns().stream()
                .map(ColumnDefinition::type)
                .map(type -> "%s %d %d %d".formatted(type.physical(), type.length(), type.precision(), type.scale()))
                .toList();
    }

    private static TableName name(String table) {
        return new TableName("a_b", table);
    }

    private void execute(String statement) throws SQLException {
        connection.createStatement().execute(statement);
    }
}
