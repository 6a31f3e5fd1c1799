package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("server-version")
@Timeout(60)
class PostgresTablesTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private Connection connection;
    private DSLContext sql;
    private TableOperations tables;

    @BeforeEach
    void connect() throws SQLException {
        connection = schema.connect();
        sql = TestSchema.sql(connection);
        tables = schema.backend().tables();
    }

    @Test
    void whatIsCreatedIsFoundWithItsTypesInOrder() {
        ColumnDefinition[] columns = Arrays.stream(LogicalType.values())
                .map(type -> schema.column("\"" + type + "\" ? {0} :x $", type))
                .toArray(ColumnDefinition[]::new);
        TableDefinition found = schema.create(sql, "T \"x\" ? {1}", columns);
        assertThat(found).isEqualTo(new TableDefinition(schema.name("T \"x\" ? {1}"), List.of(columns)));
    }

    @Test
    void namesAreExact() {
        schema.declare(sql, "Users", "id int8");
        schema.declare(sql, "u%", "id int8");
        for (String other : List.of("users", "USERS", "User_", "u_", "\"Users\"", "u%x")) {
            assertThat(tables.find(sql, schema.name(other))).as(other).isEmpty();
        }
        String longest = "x".repeat(63);
        schema.declare(sql, longest, "id int8");
        assertThat(tables.find(sql, schema.name(longest))).isPresent();
        assertThat(tables.find(sql, schema.name(longest + "y"))).isEmpty();
    }

    @Test
    void aTableWithoutColumnsIsFound() {
        assertThat(schema.declare(sql, "t", "").columns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "create view {0} as select 1; a view",
                "create materialized view {0} as select 1; a materialized view",
                "create sequence {0}; a sequence"
            })
    void somethingElseOfThatNameIsRefused(String statement, String what) {
        schema.execute(sql, statement, "t");
        assertThatThrownBy(() -> tables.find(sql, schema.name("t")))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage("Cannot load into " + schema.name("t") + ": it is " + what
                        + ", not a table. Rename it, or set another schema or table prefix.");
    }

    @Test
    void stagingIsUnloggedAndLeftAloneByAutovacuum() {
        schema.create(sql, "durable", schema.column("x", LogicalType.STRING));
        schema.create(sql, "staging", TableKind.STAGING, schema.column("x", LogicalType.STRING));
        assertThat(sql.fetch(
                                "select relname::text, relpersistence::text, reloptions::text from pg_class where relnamespace = (select oid from pg_namespace where nspname = ?) and relkind = 'r' order by 1",
                                schema.name("x").schema())
                        .map(row -> row.intoList().toString()))
                .containsExactly("[durable, p, null]", "[staging, u, {autovacuum_enabled=false}]");
    }

    @Test
    void aSchemaIsCreatedOnceHoweverManyCreateIt() throws Exception {
        String name = schema.name("x").schema() + " 2";
        Connection other = schema.connect();
        tables.createSchema(sql, name);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            tables.createSchema(TestSchema.sql(other), name);
            TestSchema.sql(other).fetch("select 1");
        });
        Thread.sleep(300);
        connection.commit();
        waiting.get();
        other.commit();
        tables.createSchema(sql, name);
        sql.dropSchema(DSL.quotedName(name)).execute();
        connection.commit();
    }

    @Test
    void aSchemaThatExistsNeedsNoRightToCreateOneAndAMissingOneNamesTheGrant() throws SQLException {
        Name role = DSL.quotedName("tables test " + ProcessHandle.current().pid());
        sql.query("create role {0}", role).execute();
        sql.query("set local role {0}", role).execute();
        tables.createSchema(sql, schema.name("x").schema());
        assertThatThrownBy(() -> tables.createSchema(sql, "miss\"ing"))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("The schema \"miss\"ing\" does not exist in database \"")
                .hasMessageContaining("may not create it: grant create on database \"")
                .hasMessageContaining("grant create, usage on schema \"miss\"\"ing\" to " + sql.render(role));
        connection.rollback();
    }

    @Test
    void columnsAreAddedTogetherAndAgainWithoutHarm() {
        schema.declare(sql, "t", "id int8");
        List<ColumnDefinition> added =
                List.of(schema.column("select", LogicalType.STRING), schema.column("a \"b\" {0}", LogicalType.ANY));
        tables.alter(sql, schema.name("t"), added, List.of());
        tables.alter(sql, schema.name("t"), added, List.of());
        tables.alter(sql, schema.name("t"), List.of(), List.of());
        assertThat(schema.find(sql, "t").columns()).hasSize(3).containsAll(added);
    }

    @Test
    void waitingForATableIsBounded() throws SQLException {
        schema.declare(sql, "t", "id int8");
        connection.commit();
        schema.execute(TestSchema.sql(schema.connect()), "lock table {0} in access share mode", "t");
        TableOperations impatient = new PostgresTables(Duration.ofMillis(100), ColumnDependents.Fate.KEPT);
        assertThatThrownBy(() -> impatient.drop(sql, schema.name("t"))).hasMessageContaining("lock timeout");
        connection.rollback();
    }

    @Test
    void appendMovesAllRowsAndEmptiesStaging() {
        TableDefinition target = schema.declare(sql, "t", "id int8, v text, extra int default 7");
        TableDefinition staging = schema.declare(sql, "s", "v text, id int8");
        schema.execute(sql, "insert into {0} values ('a', 1), ('a', 1)", "s");
        assertThat(tables.append(sql, staging, target)).isEqualTo(2);
        assertThat(schema.rows(sql, target)).containsExactly("1|a|7", "1|a|7");
        assertThat(schema.rows(sql, staging)).isEmpty();
    }

    @Test
    void keysThatCannotBeOrderedGetNoIndex() {
        schema.declare(sql, "t", "a json, b int8, c text, d jsonb");
        tables.indexKey(sql, schema.name("t"), TestSchema.key("b", "a"));
        assertThat(KeyIndex.find(sql, schema.name("t"))).isEmpty();
        tables.indexKey(sql, schema.name("t"), TestSchema.key("d", "c", "b"));
        assertThat(KeyIndex.find(sql, schema.name("t")))
                .extracting(KeyIndex.Found::parts)
                .containsExactly(List.of("d", "c", "b"));
    }

    @Test
    void valuesAlreadyTooLongForAnIndexLeaveTheTableWithoutOne() {
        schema.declare(sql, "t", "id text");
        schema.execute(sql, "insert into {0} select string_agg(md5(i::text), '') from generate_series(1, 1000) i", "t");
        tables.indexKey(sql, schema.name("t"), TestSchema.key("id"));
        assertThat(KeyIndex.find(sql, schema.name("t"))).isEmpty();
        assertThat(sql.fetchCount(schema.find(sql, "t").table())).isEqualTo(1);
    }

    @Test
    void droppingTwiceDoesNoHarm() {
        schema.declare(sql, "t", "id int8");
        tables.drop(sql, schema.name("t"));
        tables.drop(sql, schema.name("t"));
        assertThat(tables.find(sql, schema.name("t"))).isEmpty();
    }
}
