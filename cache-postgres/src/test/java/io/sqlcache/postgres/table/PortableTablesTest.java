package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.JooqTableOperations;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operations that any database can do, on a real one. */
@Tag("server-version")
@Timeout(60)
class PortableTablesTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final TableOperations tables = new JooqTableOperations();
    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        sql = TestSchema.sql(schema.connect());
    }

    @Test
    void whatIsCreatedIsFoundWithItsTypesInOrder() {
        List<ColumnDefinition> columns = Arrays.stream(LogicalType.values())
                .map(type -> schema.column("\"" + type + "\" ? {0} :x $", type))
                .toList();
        TableDefinition table = new TableDefinition(schema.name("T \"x\" ? {1}"), columns);
        tables.create(sql, table, TableKind.DURABLE);
        TableDefinition found = tables.find(sql, table.name()).orElseThrow();
        assertThat(found.columns())
                .extracting(ColumnDefinition::name)
                .isEqualTo(columns.stream().map(ColumnDefinition::name).toList());
        assertThat(found.columns())
                .extracting(column -> column.type().physical())
                .isEqualTo(
                        columns.stream().map(column -> column.type().physical()).toList());
        assertThat(schema.find(sql, table.name().name())).isEqualTo(table);
    }

    @Test
    void limitsAreFound() {
        schema.declare(sql, "t", "a varchar(7), b numeric(38,9), c numeric, d text, e char(3), f int4, g uuid");
        assertThat(tables.find(sql, schema.name("t")).orElseThrow().columns())
                .extracting(column -> "%s %d %d %d"
                        .formatted(
                                column.type().physical(),
                                column.type().length(),
                                column.type().precision(),
                                column.type().scale()))
                .containsExactly(
                        "TEXT 7 -1 -1",
                        "DECIMAL -1 38 9",
                        "DECIMAL -1 -1 -1",
                        "TEXT -1 -1 -1",
                        "OTHER 3 -1 -1",
                        "OTHER -1 -1 -1",
                        "OTHER -1 -1 -1");
    }

    @Test
    void whatIsNotThereIsNotFoundAndAViewIsRefused() {
        assertThat(tables.find(sql, schema.name("t"))).isEmpty();
        schema.execute(sql, "create view {0} as select 1", "v");
        assertThatThrownBy(() -> tables.find(sql, schema.name("v")))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cannot load into " + schema.name("v")
                        + ": it is a view, not a table. Rename the view or set another table prefix.");
    }

    @Test
    void schemasColumnsIndexesAndTablesComeAndGo() {
        String another = schema.name("x").schema() + " 2";
        tables.createSchema(sql, another);
        tables.createSchema(sql, another);
        sql.dropSchema(DSL.quotedName(another)).execute();
        schema.declare(sql, "t", "id int8");
        tables.alter(
                sql,
                schema.name("t"),
                List.of(schema.column("a", LogicalType.ANY), schema.column("b", LogicalType.STRING)),
                List.of());
        tables.indexKey(sql, schema.name("t"), TestSchema.key("b", "id"));
        assertThat(schema.find(sql, "t").columns()).hasSize(3);
        assertThat(KeyIndex.find(sql, schema.name("t"))).hasSize(1);
        tables.drop(sql, schema.name("t"));
        tables.drop(sql, schema.name("t"));
        assertThat(tables.find(sql, schema.name("t"))).isEmpty();
    }

    @Test
    void rowsMoveByAppendAndBySwap() {
        TableDefinition target = schema.declare(sql, "t", "id int8, v text, extra int default 7");
        TableDefinition staging = schema.declare(sql, "s", "v text, id int8");
        schema.execute(sql, "insert into {0} values ('a', 1), ('b', 2)", "s");
        assertThat(tables.append(sql, staging, target)).isEqualTo(2);
        assertThat(schema.rows(sql, target)).containsExactly("1|a|7", "2|b|7");
        assertThat(schema.rows(sql, staging)).isEmpty();
        schema.execute(sql, "insert into {0} values ('c', 3)", "s");
        tables.swap(sql, new SwapPlan(staging, target, List.of()));
        assertThat(schema.rows(sql, target)).containsExactly("3|c|7");
        // DDL may end a transaction elsewhere: whoever commits drops what the portable swap leaves.
        assertThat(tables.find(sql, staging.name())).isPresent();
    }
}
