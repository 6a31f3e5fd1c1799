package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.DATE;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.QueryResult;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.LogicalType;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A column is widened for its field, unless the database will not have it; it is never narrowed. */
abstract class EvolutionWideningContract extends ValueContract {

    private static final StreamId USERS = StreamId.of("users");
    private static final String VIEW = "a view \"of\" users";

    EvolutionWideningContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void narrowerFieldKeepsItsColumnAndItsValuesAreChecked() {
        land(users(NUMBER), "users", "1.5");
        append(users(INTEGER), script().record("users", "{\"id\":1,\"v\":2}").record("users", "{\"id\":2,\"v\":2.5}"));

        assertThat(landed(USERS, "v"))
                .extracting(EvolutionWideningContract::shown)
                .containsExactly("1.5 ", "2 ", "null v " + MISFIT);
    }

    @Test
    void textHoldsWhateverComesAndSaysWhatIsNotOfTheFieldsType() {
        land(users(STRING), "users", "\"x\"");
        append(
                users(TIMESTAMP_WITH_TIMEZONE),
                script().record("users", "{\"id\":1,\"v\":\"2024-01-31T12:00:00Z\"}")
                        .record("users", "{\"id\":2,\"v\":\"soon\"}"));

        assertThat(landed(USERS, "v"))
                .containsExactly(
                        new Landed("x", List.of()),
                        new Landed("2024-01-31T12:00:00Z", List.of()),
                        new Landed(null, List.of("v " + MISFIT)));
    }

    @Test
    void severalColumnsAreAddedAndWidenedAtOnce() {
        append(
                stream("users").field("id", INTEGER).field("order", INTEGER).field("day", DATE),
                script().record("users", "id", 1, "order", 5, "day", "2024-01-31"));
        append(
                stream("users")
                        .field("id", STRING)
                        .field("order", NUMBER)
                        .field("day", TIMESTAMP_WITH_TIMEZONE)
                        .field("group", STRING),
                script().record("users", "id", "b", "order", 0.5, "day", "2024-01-31T12:00:00Z", "group", "g"));

        assertThat(rows("users").stream().map(EvolutionWideningContract::text))
                .containsExactlyInAnyOrder("1 5 2024-01-31T00:00Z null", "b 0.5 2024-01-31T12:00Z g");
    }

    @Test
    void keyAndCursorMayBecomeWider() {
        StreamScript numbered = users(INTEGER).primaryKey("id").cursor("v");
        write(
                catalog(numbered),
                script().record("users", "id", 1, "v", 10)
                        .record("users", "id", 2, "v", 10)
                        .complete("users"));
        StreamScript named = stream("users")
                .field("id", STRING)
                .field("v", NUMBER)
                .primaryKey("id")
                .cursor("v");
        write(
                catalog(named),
                script().record("users", "id", "1", "v", 10.5)
                        .record("users", "id", 2, "v", 9.5)
                        .record("users", "id", "x", "v", 1)
                        .complete("users"));

        assertThat(rows("users").stream().map(EvolutionWideningContract::text))
                .containsExactlyInAnyOrder("1 10.5", "2 10", "x 1");
    }

    @Test
    void replacedTableIsWidenedToo() {
        write(catalog(users(INTEGER)), script().record("users", "id", 1, "v", 1).complete("users"));
        write(
                catalog(users(STRING)),
                script().record("users", "id", 2, "v", "two").complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 2L, "v", "two"));
    }

    @Test
    void viewOnAColumnThatHasToBeWiderStopsTheStreamBeforeAnyRowUnlessTheDatabaseCanKeepBoth() {
        append(users(INTEGER), script().record("users", "id", 1, "v", 1).state("users", "{\"c\":1}"));
        view("v");
        Supplier<WriteSummary> wider = () -> write(
                catalog(stream("others").field("id", INTEGER), users(STRING)),
                WriteStrategy.APPEND,
                script().record("others", "id", 1)
                        .record("users", "id", 2, "v", "two")
                        .state("users", "{\"c\":2}")
                        .complete("others")
                        .complete("users"));

        WriteSummary summary = wider.get();
        assertThat(values("others", "id")).as("rows of the other stream").containsExactly(1L);
        if (summary.outcome() == WriteSummary.Outcome.SUCCEEDED) {
            assertThat(values("users", "v")).containsExactlyInAnyOrder("1", "two");
            assertThat(inView()).isEqualTo(2);
            return;
        }
        assertThat(summary.stream(USERS).orElseThrow().reason())
                .contains("\"v\"", VIEW, cache().stream(USERS).tableName());
        assertThat(rows("users")).containsExactly(row("id", 1L, "v", 1L));
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
        cache().execute("drop view " + workspace.quoted(VIEW));
        assertThat(wider.get().outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(values("users", "v")).containsExactlyInAnyOrder("1", "two");
    }

    @Test
    void viewOnOtherColumnsDoesNotMatter() {
        append(users(INTEGER), script().record("users", "id", 1, "v", 1));
        view("id");
        append(users(STRING).field("added", STRING), script().record("users", "id", 2, "v", "two"));

        assertThat(values("users", "v")).containsExactlyInAnyOrder("1", "two");
        assertThat(inView()).isEqualTo(2);
    }

    @Test
    void viewOnAColumnThatCanStayDoesNotMatter() {
        append(users(NUMBER), script().record("users", "id", 1, "v", 1.5));
        view("v");
        append(users(INTEGER), script().record("users", "id", 2, "v", 2));

        assertThat(inView()).isEqualTo(2);
    }

    private void view(String column) {
        cache().execute("create view %s as select %s from %s"
                .formatted(workspace.quoted(VIEW), column(column), table("users")));
    }

    private int inView() {
        try (QueryResult rows = cache().query("select * from " + workspace.quoted(VIEW))) {
            return (int) rows.rows().count();
        }
    }

    private void append(StreamScript stream, MessageScript messages) {
        write(catalog(stream), WriteStrategy.APPEND, messages.complete("users"));
    }

    private static StreamScript users(LogicalType type) {
        return stream("users").field("id", INTEGER).field("v", type);
    }

    private static String shown(Landed landed) {
        return (landed.value() instanceof BigDecimal number ? plain(number) : landed.value()) + " " + landed.change();
    }

    private static String text(Row row) {
        return String.join(
                " ",
                row.values().stream()
                        .map(value -> value instanceof BigDecimal number ? plain(number) : String.valueOf(value))
                        .toList());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
