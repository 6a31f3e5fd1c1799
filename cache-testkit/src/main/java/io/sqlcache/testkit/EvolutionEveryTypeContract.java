package io.sqlcache.testkit;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.LogicalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A field of every type becomes one of every other: what was in its column keeps its meaning, and what comes fits. */
abstract class EvolutionEveryTypeContract extends CacheContract {

    private static final List<LogicalType> TYPES = List.of(LogicalType.values());

    EvolutionEveryTypeContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void everyTypeBecomesEveryOther() {
        Map<String, String> made = columnTypes("made", pair -> pair.after);
        columnTypes("grown", pair -> pair.before);
        Map<String, String> grown = columnTypes("grown", pair -> pair.after);

        List<Row> rows = allColumns(StreamId.of("grown")).stream()
                .sorted((one, other) -> String.valueOf(one.value("_airbyte_raw_id"))
                        .compareTo(String.valueOf(other.value("_airbyte_raw_id"))))
                .toList();
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(ValueContract.changes(row)).isEmpty());
        List<String> wrong = new ArrayList<>();
        for (Pair pair : pairs()) {
            LogicalType type = columnAfter(pair.before, pair.after);
            String expected = "%s: %s, %s"
                    .formatted(
                            made.get(new Pair(type, type).column()),
                            meaning(pair.before, sample(pair, pair.before)),
                            meaning(pair.after, sample(pair, pair.after)));
            String found = "%s: %s, %s"
                    .formatted(
                            grown.get(pair.column()),
                            meaning(pair.before, text(rows.get(0).value(pair.column()))),
                            meaning(pair.after, text(rows.get(1).value(pair.column()))));
            if (!found.equals(expected)) {
                wrong.add("%s is %s; should be %s".formatted(pair.column(), found, expected));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A field whose type changes. */
    private record Pair(LogicalType before, LogicalType after) {

        String column() {
            return (before + "_to_" + after).toLowerCase(Locale.ROOT);
        }
    }

    private static List<Pair> pairs() {
        return TYPES.stream()
                .flatMap(before -> TYPES.stream().map(after -> new Pair(before, after)))
                .toList();
    }

    /** Lands one record with a field for each pair, of the type that is chosen; gives the types of the columns then. */
    private Map<String, String> columnTypes(String name, Function<Pair, LogicalType> choice) {
        StreamScript stream = stream(name);
        List<String> data = new ArrayList<>();
        for (Pair pair : pairs()) {
            stream.field(pair.column(), choice.apply(pair));
            data.add("\"%s\":%s".formatted(pair.column(), sample(pair, choice.apply(pair))));
        }
        WriteSummary summary = write(
                catalog(stream),
                WriteStrategy.APPEND,
                script().record(name, "{" + String.join(",", data) + "}").complete(name));
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        return cache().stream(StreamId.of(name)).columns().stream()
                .collect(Collectors.toMap(CachedColumn::name, CachedColumn::sqlType));
    }

    /** The type whose column the field has in the end. */
    private static LogicalType columnAfter(LogicalType before, LogicalType after) {
        boolean stays = switch (before) {
            case STRING, OBJECT, ARRAY, ANY -> true;
            case BOOLEAN, INTEGER, DATE -> before == after;
            case BIG_INTEGER, NUMBER ->
                isOneOf(after, LogicalType.INTEGER, LogicalType.BIG_INTEGER, LogicalType.NUMBER);
            case TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE ->
                isOneOf(
                        after,
                        LogicalType.DATE,
                        LogicalType.TIMESTAMP_WITH_TIMEZONE,
                        LogicalType.TIMESTAMP_WITHOUT_TIMEZONE);
            case TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                isOneOf(after, LogicalType.TIME_WITH_TIMEZONE, LogicalType.TIME_WITHOUT_TIMEZONE);
        };
        boolean widens = before == LogicalType.INTEGER && isOneOf(after, LogicalType.BIG_INTEGER, LogicalType.NUMBER)
                || before == LogicalType.DATE
                        && isOneOf(after, LogicalType.TIMESTAMP_WITH_TIMEZONE, LogicalType.TIMESTAMP_WITHOUT_TIMEZONE);
        if (stays) {
            return before;
        }
        return widens || after == LogicalType.STRING ? after : LogicalType.ANY;
    }

    private static boolean isOneOf(LogicalType type, LogicalType... types) {
        return Stream.of(types).anyMatch(other -> other == type);
    }

    /** Where large integers have a column without a point, a number with one would lose it, and that is told. */
    private String sample(Pair pair, LogicalType type) {
        boolean wholeNumbersOnly = pair.before == LogicalType.BIG_INTEGER
                && workspace.columnType(LogicalType.BIG_INTEGER).scale() == 0;
        return wholeNumbersOnly && type == LogicalType.NUMBER ? "-1234567890" : sample(type);
    }

    private static String sample(LogicalType type) {
        return switch (type) {
            case STRING -> "\"O'Hara \\\"x\\\" 01\"";
            case BOOLEAN -> "true";
            case INTEGER -> "-9223372036854775808";
            case BIG_INTEGER -> "12345678901234567890123456789";
            case NUMBER -> "-1234567890.012345678";
            case DATE -> "\"2024-02-29\"";
            case TIMESTAMP_WITH_TIMEZONE -> "\"2024-02-29T23:59:59.123456Z\"";
            case TIMESTAMP_WITHOUT_TIMEZONE -> "\"1969-12-31T23:59:59.999999\"";
            case TIME_WITH_TIMEZONE -> "\"12:34:56.789Z\"";
            case TIME_WITHOUT_TIMEZONE -> "\"23:59:59.000001\"";
            case OBJECT -> "{\"a\":[1,{\"b\":null}]}";
            case ARRAY -> "[1,\"x\",null]";
            case ANY -> "[true]";
        };
    }

    /** The same for every column that holds the value: as JSON, as text, or by its own type. */
    private static String meaning(LogicalType type, String value) {
        return switch (type) {
            case STRING -> unquoted(value);
            case BOOLEAN -> value.toLowerCase(Locale.ROOT);
            case INTEGER, BIG_INTEGER, NUMBER ->
                new BigDecimal(value).stripTrailingZeros().toPlainString();
            case DATE -> clock(value).replaceFirst("T00:00(:00)?$", "");
            case TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE, TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                clock(value);
            case OBJECT, ARRAY, ANY -> Json.tree(value).toString();
        };
    }

    /** All samples are in UTC, and a column without a zone holds UTC. */
    private static String clock(String value) {
        return unquoted(value).replace(' ', 'T').replaceFirst("(Z|\\+00(:00)?)$", "");
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? Json.tree(value).textValue() : value;
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
