package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("server-version")
@Timeout(60)
class TableAlterationTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private Connection connection;
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = schema.connect();
        sql = TestSchema.sql(connection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            boolean          | true                            | true                             | true
            bigint           | -9223372036854775808            | -9223372036854775808             | -9223372036854775808
            numeric(38,9)    | 1.500000000                     | 1.500000000                      | 1.500000000
            numeric          | NaN                             | NaN                              | "NaN"
            double precision | 0.1                             | 0.1                              | 0.1
            double precision | Infinity                        | Infinity                         | "Infinity"
            date             | 2024-02-29                      | 2024-02-29                       | "2024-02-29"
            date             | 0044-03-15 BC                   | 0044-03-15 BC                    | "0044-03-15 BC"
            date             | infinity                        | infinity                         | "infinity"
            time             | 12:34:56.5                      | 12:34:56.5                       | "12:34:56.5"
            timetz           | 12:34:56+05:30                  | 12:34:56+05:30                   | "12:34:56+05:30"
            timestamp        | 2024-02-29 12:34:56.123456      | 2024-02-29T12:34:56.123456       | "2024-02-29T12:34:56.123456"
            timestamptz      | 2024-02-29 12:34:56+05:00       | 2024-02-29T07:34:56+00:00        | "2024-02-29T07:34:56+00:00"
            """)
    void valuesKeepTheirMeaningAsTextAndAsJson(String type, String value, String text, String json) {
        schema.declare(sql, "t", "a %1$s, b %1$s".formatted(type));
        schema.execute(sql, "insert into {0} values ('%1$s', '%1$s'), (null, null)".formatted(value), "t");
        alter(LogicalType.STRING, "a");
        alter(LogicalType.ANY, "b");
        assertThat(schema.rows(sql, schema.find(sql, "t"))).containsExactlyInAnyOrder(text + "|" + json, "null|null");
    }

    @Test
    void numbersAndDatesGrowWithinTheirFamily() {
        schema.declare(sql, "t", "n bigint, d date, e date");
        schema.execute(sql, "insert into {0} values (9007199254740993, '2024-02-29', '0044-03-15 BC')", "t");
        alter(LogicalType.NUMBER, "n");
        alter(LogicalType.TIMESTAMP_WITH_TIMEZONE, "d");
        alter(LogicalType.TIMESTAMP_WITHOUT_TIMEZONE, "e");
        assertThat(schema.rows(sql, schema.find(sql, "t")))
                .containsExactly("9007199254740993|2024-02-29 00:00:00+00|0044-03-15 00:00:00 BC");
    }

    @Test
    void manyColumnsAreAddedAndWidenedByRewritingTheTableOnce() {
        schema.declare(sql, "t", "\"select\" bigint, \"a \"\"b\"\" {0} ?\" bigint, c bigint");
        Object before = fileNode();
        schema.backend()
                .tables()
                .alter(
                        sql,
                        schema.name("t"),
                        List.of(schema.column("order", LogicalType.STRING), schema.column("user", LogicalType.ANY)),
                        List.of(
                                schema.column("select", LogicalType.STRING),
                                schema.column("a \"b\" {0} ?", LogicalType.ANY),
                                schema.column("c", LogicalType.NUMBER)));
        assertThat(schema.find(sql, "t").columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("select text", "a \"b\" {0} ? jsonb", "c numeric", "order text", "user jsonb");
        assertThat(fileNode()).isNotEqualTo(before);
    }

    @Test
    void indexesConstraintsAndStatisticsOnTheColumnStay() {
        schema.declare(sql, "t", "a bigint, b bigint");
        schema.backend().tables().indexKey(sql, schema.name("t"), TestSchema.key("a"));
        schema.execute(sql, "create statistics s on a, b from {0}", "t");
        schema.execute(sql, "create unique index u on {0} (a, b)", "t");
        alter(LogicalType.STRING, "a");
        assertThat(KeyIndex.findOurs(sql, schema.name("t"))).hasSize(1);
        assertThat(sql.fetchValue(
                        "select count(*)::int from pg_index where indrelid = (select oid from pg_class where relname = 't' and relnamespace = (select oid from pg_namespace where nspname = ?))",
                        schema.name("t").schema()))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "create view {1} as select a from {0}; view \"%s.u\"",
                "create view {1} as select b from {0} where a > 1; view \"%s.u\"",
                "create materialized view {1} as select a from {0}; materialized view \"%s.u\"",
                "create rule r as on insert to {0} where new.a = 1 do nothing; rule r on table",
                "create policy p on {0} using (a > 1); policy p on table",
                "create trigger g after update of a on {0} for each row execute function suppress_redundant_updates_trigger(); trigger g on table",
                "create function {1}() returns bigint return (select max(a) from {0}); function",
                "alter table {0} add column c bigint generated always as (a + 1) stored; column c of table"
            })
    void whatDependsOnTheColumnIsNamedWithBothTypes(String statement, String what) {
        assertNamed(statement, what);
    }

    @Test
    void publicationOfTheColumnIsNamedWhereThereAreSuch() {
        int version = sql.fetchSingle("select current_setting('server_version_num')::int")
                .get(0, Integer.class);
        assumeThat(version).as("column lists came with PostgreSQL 15").isGreaterThanOrEqualTo(150_000);
        assertNamed("create publication \"evolution test\" for table {0} (a)", "publication of table");
    }

    private void assertNamed(String statement, String what) {
        schema.declare(sql, "t", "a bigint, b bigint");
        schema.execute(sql, statement, "t", "u");
        assertThatThrownBy(() -> alter(LogicalType.STRING, "a"))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageStartingWith("Cannot alter column \"a\" of table \"" + schema.name("t")
                        + "\" from bigint to text, which its field needs now: ")
                .hasMessageContaining(what.formatted(schema.name("t").schema()))
                .hasMessageContaining(" depends on it. Drop what depends on it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create view {1} as select b from {0}",
                "create view {1} as select count(*) from {0}",
                "alter table {0} alter column a set default 7",
                "create policy p on {0} using (b > 1)",
                "create trigger g after update of b on {0} for each row execute function suppress_redundant_updates_trigger()",
                "alter table {0} add check (a > 0)"
            })
    void whatDependsOnOtherColumnsOrCanFollowDoesNotMatter(String statement) {
        schema.declare(sql, "t", "a bigint, b bigint");
        schema.execute(sql, statement, "t", "u");
        alter(LogicalType.NUMBER, "a");
        assertThat(schema.find(sql, "t").columns().get(0).type()).hasToString("numeric");
    }

    @Test
    void everyViewOnTheColumnIsNamed() {
        schema.declare(sql, "t", "a bigint");
        for (String view : List.of("v2", "v1")) {
            schema.execute(sql, "create view {1} as select a, a + 1 as b from {0}", "t", view);
        }
        assertThatThrownBy(() -> alter(LogicalType.STRING, "a"))
                .hasMessageContaining("view \"%1$s.v1\", view \"%1$s.v2\" depends on it"
                        .formatted(schema.name("t").schema()));
    }

    @Test
    void waitIsBoundedAndItsErrorNamesWhoHoldsTheTable() throws SQLException {
        schema.declare(sql, "t", "a bigint");
        connection.commit();
        DSLContext holder = TestSchema.sql(schema.connect());
        holder.execute("set local application_name = 'a long report'");
        schema.execute(holder, "lock table {0} in access share mode", "t");
        int process = Objects.requireNonNull((Integer) holder.fetchValue("select pg_backend_pid()"));
        sql.execute("select 1");
        assertThatThrownBy(() -> new PostgresTables(Duration.ofMillis(100), ColumnDependents.Fate.KEPT)
                        .alter(sql, schema.name("t"), List.of(), List.of(schema.column("a", LogicalType.STRING))))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.TRANSIENT))
                .hasMessageContaining("Cannot alter table \"" + schema.name("t") + "\": it is in use by process "
                        + process + " of user ")
                .hasMessageContaining("a long report, idle in transaction");
    }

    private void alter(LogicalType type, String... columns) {
        List<ColumnDefinition> widened = Arrays.stream(columns)
                .map(column -> schema.column(column, type))
                .toList();
        schema.backend().tables().alter(sql, schema.name("t"), List.of(), widened);
    }

    private Object fileNode() {
        return Objects.requireNonNull(sql.fetchValue(
                "select relfilenode::bigint from pg_class where relname = 't' and relnamespace = (select oid from pg_namespace where nspname = ?)",
                schema.name("t").schema()));
    }
}
