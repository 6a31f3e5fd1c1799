package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Columns come and stay: fields that are new, that left, that are written in other letters, and columns that someone dropped. */
abstract class EvolutionColumnsContract extends CacheContract {

    private static final StreamId USERS = StreamId.of("users");

    EvolutionColumnsContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void newFieldsAreAddedWhateverTheirNames() {
        append(users(), "{'id':1}");
        append(
                users().field("select", STRING)
                        .field("order", INTEGER)
                        .field("user", STRING)
                        .field("a \"b\" {0} ?", OBJECT),
                "{'id':2,'select':'s','order':3,'user':'u','a \\\"b\\\" {0} ?':{'x':1}}");

        assertThat(rows("users").stream().map(row -> Rows.only(row, "id", "select", "order", "user")))
                .containsExactlyInAnyOrder(
                        row("id", 1L, "select", null, "order", null, "user", null),
                        row("id", 2L, "select", "s", "order", 3L, "user", "u"));
        assertThat(columns())
                .filteredOn(column -> column.field().equals("a \"b\" {0} ?"))
                .hasSize(1);
    }

    @Test
    void newFieldOfTheKeyIsAdded() {
        write(
                catalog(users().primaryKey("id")),
                script().record("users", "id", 1).complete("users"));
        StreamScript twofold = users().field("part", STRING).primaryKey("id", "part");
        write(
                catalog(twofold),
                script().record("users", "id", 1, "part", "a")
                        .record("users", "id", 1, "part", "b")
                        .record("users", "id", 1, "part", null)
                        .complete("users"));

        assertThat(rows("users"))
                .containsExactlyInAnyOrder(
                        row("id", 1L, "part", "a"), row("id", 1L, "part", "b"), row("id", 1L, "part", null));
    }

    @Test
    void columnsOfFieldsThatLeftStayAndAreFilledWhenTheyComeBack() {
        append(users().field("name", STRING), "{'id':1,'name':'Ada'}");
        append(users(), "{'id':2,'name':'not in the schema'}");
        append(users().field("name", STRING), "{'id':3,'name':'Grace'}");

        assertThat(rows("users"))
                .containsExactlyInAnyOrder(
                        row("id", 1L, "name", "Ada"), row("id", 2L, "name", null), row("id", 3L, "name", "Grace"));
    }

    @Test
    void droppedColumnsOfOurOwnComeBack() {
        append(users(), "{'id':1}");
        for (String column :
                List.of("_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_meta", "_airbyte_generation_id")) {
            drop(column);
        }
        append(users(), "{'id':'two'}");

        Row second = allColumns(USERS).stream()
                .filter(row -> row.value("_airbyte_raw_id") != null)
                .findFirst()
                .orElseThrow();
        assertThat(second.value("_airbyte_extracted_at")).isNotNull();
        assertThat(second.columns()).contains("_airbyte_generation_id");
        assertThat(ValueContract.changes(second)).containsExactly("id " + ValueContract.MISFIT);
        assertThat(allColumns(USERS)).hasSize(2);
    }

    @Test
    void droppedColumnOfAFieldComesBack() {
        append(users().field("name", STRING), "{'id':1,'name':'Ada'}");
        drop("name");
        append(users().field("name", STRING), "{'id':2,'name':'Grace'}");

        assertThat(rows("users").stream().map(row -> Rows.only(row, "id", "name")))
                .containsExactlyInAnyOrder(row("id", 1L, "name", null), row("id", 2L, "name", "Grace"));
    }

    @Test
    void fieldInOtherLettersKeepsItsColumn() {
        append(users().field("Email", STRING), "{'id':1,'Email':'a'}");
        append(users().field("email", STRING), "{'id':2,'email':'b','Email':'not in the schema'}");
        append(users().field("EMAIL", STRING), "{'id':3,'EMAIL':'c'}");

        assertThat(rows("users"))
                .containsExactlyInAnyOrder(
                        row("id", 1L, "email", "a"), row("id", 2L, "email", "b"), row("id", 3L, "email", "c"));
        assertThat(columns().stream().map(CachedColumn::field))
                .contains("EMAIL")
                .doesNotContain("Email", "email");
    }

    @Test
    void keyInOtherLettersIsTheSameKey() {
        write(
                catalog(stream("users").field("Id", INTEGER).field("v", STRING).primaryKey("Id")),
                script().record("users", "Id", 1, "v", "old").complete("users"));
        write(
                catalog(stream("users").field("ID", INTEGER).field("v", STRING).primaryKey("ID")),
                script().record("users", "ID", 1, "v", "new").complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 1L, "v", "new"));
    }

    @Test
    void fieldsThatDifferInCaseHaveColumnsOfTheirOwnWhenBothAreThere() {
        append(users().field("Email", STRING), "{'id':1,'Email':'a'}");
        append(users().field("email", STRING).field("Email", STRING), "{'id':2,'email':'b','Email':'B'}");

        String plain = columnOf("Email");
        String other = columnOf("email");
        assertThat(plain).isEqualTo("email");
        assertThat(other).matches("email_[0-9a-f]{8}");
        assertThat(rows("users"))
                .containsExactlyInAnyOrder(
                        row("id", 1L, plain, "a", other, null), row("id", 2L, plain, "B", other, "b"));
    }

    private void append(StreamScript users, String record) {
        WriteSummary summary = write(
                catalog(users),
                WriteStrategy.APPEND,
                script().record("users", quoted(record)).complete("users"));
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
    }

    private void drop(String column) {
        cache().execute("alter table %s drop column %s".formatted(table("users"), column(column)));
    }

    private List<CachedColumn> columns() {
        return cache().stream(USERS).columns();
    }

    private String columnOf(String field) {
        return Objects.requireNonNull(
                columns().stream()
                        .filter(column -> column.field().equals(field))
                        .map(CachedColumn::name)
                        .findFirst()
                        .orElse(null),
                field);
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER);
    }
}
