package io.sqlcache.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.testing.Database;
import io.sqlcache.core.testing.Plans;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream's table fits its plan before the first row, and nothing in it is lost on the way. */
class TablePreparationTest {

    private static final String[] OUR_COLUMNS = {
        "_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_meta", "_airbyte_generation_id"
    };

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final TablePreparation preparation = new TablePreparation(
            backend, new Transactions(backend), new AsideNames(backend, database.config()), database.config());

    @BeforeEach
    void schema() {
        database.sql().execute("create schema \"cache\"");
    }

    @AfterEach
    void close() {
        backend.close();
        database.close();
    }

    private LoadTables prepare(String plan) {
        return preparation.prepare(Plans.plan(plan), 7, TablePreparation.Ready.none());
    }

    private void users(String columns) {
        database.sql().execute("create table \"cache\".\"users\" (" + columns + ")");
    }

    private List<String> columns() {
        return database.sql()
                .fetch("select column_name from information_schema.columns where table_name = 'users' order by"
                        + " ordinal_position")
                .getValues(0, String.class);
    }

    private static List<String> names(TableDefinition table) {
        return table.columns().stream().map(ColumnDefinition::name).toList();
    }

    @Test
    void missingTableIsMadeWithTheFieldsAndOurColumns() {
        LoadTables tables = prepare("users APPEND");
        assertThat(columns()).startsWith("id", "name").contains(OUR_COLUMNS).hasSize(6);
        assertThat(names(tables.target())).isEqualTo(columns());
        assertThat(tables.landing()).isEqualTo(tables.target());
    }

    @Test
    void missingColumnsAreAddedAndForeignOnesAreLeftToTheirDefaults() {
        users("\"theirs\" integer default 5, \"id\" bigint");
        database.sql().execute("insert into \"cache\".\"users\" (\"id\") values (1)");
        LoadTables tables = prepare("users APPEND");
        assertThat(columns()).startsWith("theirs", "id", "name").contains(OUR_COLUMNS);
        assertThat(names(tables.target())).startsWith("id", "name").doesNotContain("theirs");
        assertThat(tables.columns()).hasSize(6);
        assertThat(database.ids("users")).containsExactly(1L);
    }

    @Test
    void columnThatHoldsTooLittleIsWidenedWithWhatIsInIt() {
        users("\"id\" bigint, \"name\" boolean");
        database.sql().execute("insert into \"cache\".\"users\" values (1, true)");
        prepare("users APPEND");
        assertThat(database.sql()
                        .fetch("select lower(\"name\") from \"cache\".\"users\"")
                        .getValues(0, String.class))
                .containsExactly("true");
    }

    @Test
    void tableThatFitsStaysAsItIs() {
        TableDefinition first = prepare("users APPEND").target();
        TableDefinition second = prepare("users APPEND").target();
        assertThat(names(second)).isEqualTo(names(first));
        assertThat(columns()).hasSize(6);
    }

    @Test
    void columnThatCannotBeWrittenIsRefusedByName() {
        users("\"id\" bigint, \"name\" interval day");
        assertThatThrownBy(() -> prepare("users APPEND"))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageStartingWith(
                        "Cannot write stream \"users\": column \"name\" of table \"cache.users\" has the type ")
                .hasMessageEndingWith(", which cannot be written; alter it to %s, or rename it to have it made anew."
                        .formatted(backend.types().columnType(LogicalType.STRING)));
        assertThat(columns()).containsExactly("id", "name");
    }

    @Test
    void hiddenTablesOfOneWriteHaveItsNumberAndThatOfAGenerationHasNone() {
        assertThat(prepare("users REPLACE").landing().name().name()).matches("_sqlcache_new_7_[0-9a-f]{8}");
        LoadTables generation = prepare("users generation 2 REPLACE");
        assertThat(generation.landing().name()).isEqualTo(generation.generation());
        assertThat(generation.landing().name().name()).matches("_sqlcache_new_[0-9a-f]{8}");
        assertThat(generation.staging().name().name()).matches("_sqlcache_staging_7_[0-9a-f]{8}");
    }

    @Test
    void mergedRowsAreStagedWithTheirRankAndWhetherTheirKeyCouldBeRead() {
        LoadTables tables = prepare("users key MERGE");
        assertThat(names(tables.staging()))
                .hasSize(7)
                .startsWith(names(tables.target()).toArray(String[]::new));
        assertThat(tables.stagingColumns()).extracting(EncodedColumn::source).endsWith(ColumnSource.Internal.SEQUENCE);
    }
}
