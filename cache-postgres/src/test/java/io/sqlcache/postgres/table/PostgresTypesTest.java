package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("server-version")
@Timeout(60)
class PostgresTypesTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json|JSON|json|-1|-1|-1",
                "jsonb|JSON|jsonb|-1|-1|-1",
                "varchar|TEXT|character varying|-1|-1|-1",
                "varchar(10)|TEXT|character varying(10)|10|-1|-1",
                "text|TEXT|text|-1|-1|-1",
                "text collate \"C\"|TEXT|text|-1|-1|-1",
                "numeric|DECIMAL|numeric|-1|-1|-1",
                "numeric(38,9)|DECIMAL|numeric(38,9)|-1|38|9",
                "numeric(5)|DECIMAL|numeric(5,0)|-1|5|0",
                "numeric(1000,1000)|DECIMAL|numeric(1000,1000)|-1|1000|1000",
                "bigint|BIGINT|bigint|-1|-1|-1",
                "boolean|BOOLEAN|boolean|-1|-1|-1",
                "float8|DOUBLE|double precision|-1|-1|-1",
                "date|DATE|date|-1|-1|-1",
                "time|TIME|time without time zone|-1|-1|-1",
                "time(2)|TIME|time(2) without time zone|-1|2|-1",
                "timetz|TIME_TZ|time with time zone|-1|-1|-1",
                "timetz(0)|TIME_TZ|time(0) with time zone|-1|0|-1",
                "timestamp|TIMESTAMP|timestamp without time zone|-1|-1|-1",
                "timestamp(0)|TIMESTAMP|timestamp(0) without time zone|-1|0|-1",
                "timestamptz(6)|TIMESTAMP_TZ|timestamp(6) with time zone|-1|6|-1",
            })
    void typesThatWeOrPyAirbyteMakeAreKnownWithTheirLimits(
            String declared, String physical, String sql, int length, int precision, int scale) throws SQLException {
        ColumnType type = found(declared);
        assertThat(type.physical()).hasToString(physical);
        assertThat(type.sql()).isEqualTo(sql);
        assertThat(type.length()).isEqualTo(length);
        assertThat(type.precision()).isEqualTo(precision);
        assertThat(type.scale()).isEqualTo(scale);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "integer",
                "smallint",
                "real",
                "money",
                "char(3)",
                "\"char\"",
                "name",
                "uuid",
                "bytea",
                "text[]",
                "jsonb[]",
                "interval",
                "xml",
                "inet",
                "bit(3)",
                "int8range",
                "oid",
                "oidvector",
                "bigint generated always as (1) stored"
            })
    void allOtherTypesHaveNoVerb(String declared) throws SQLException {
        assertThat(found(declared).physical()).hasToString("OTHER");
    }

    @Test
    void typesOfOthersAreNotTakenForThoseOfTheirNameOrBase() throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        schema.execute(sql, "create domain {0} as text", "text");
        schema.execute(sql, "create type {0} as enum ('a')", "odd ? {0}");
        TableDefinition table = schema.declare(
                sql, "t", "a {1}, b {2}".replace("{1}", type("text")).replace("{2}", type("odd ? {0}")));
        assertThat(table.columns())
                .extracting(column -> column.type().physical().name())
                .containsOnly("OTHER");
        // A table with the same columns can be made, whatever their types are called.
        schema.create(sql, "twin", table.columns().toArray(ColumnDefinition[]::new));
        assertThat(schema.find(sql, "twin").columns())
                .extracting(column -> column.type().sql())
                .isEqualTo(table.columns().stream()
                        .map(column -> column.type().sql())
                        .toList());
    }

    private String type(String name) {
        return schema.name(name).qualified().toString();
    }

    private ColumnType found(String declared) throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        return schema.declare(sql, "t", "x " + declared).columns().get(0).type();
    }
}
