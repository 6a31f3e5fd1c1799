package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.LogicalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the contracts of values do: land JSON values in one field, one record each, and look at what became of them. */
abstract class ValueContract extends CacheContract {

    static final String MISFIT = "NULLED DESTINATION_SERIALIZATION_ERROR";
    static final String BEYOND = "NULLED DESTINATION_FIELD_SIZE_LIMITATION";
    static final String REPLACED = "TRUNCATED DESTINATION_SERIALIZATION_ERROR";
    static final String CUT = "TRUNCATED DESTINATION_FIELD_SIZE_LIMITATION";

    private int streams;

    ValueContract(CacheConformanceTest suite) {
        super(suite);
    }

    /**
     * What became of a value.
     *
     * @param value as it is read
     * @param changes the entries of {@code _airbyte_meta.changes}: {@code v NULLED DESTINATION_SERIALIZATION_ERROR}
     */
    record Landed(@Nullable Object value, List<String> changes) {

        /** The change that the value itself suffered; empty for none. */
        String change() {
            return String.join(" and ", changes);
        }
    }

    /** Lands JSON values, each as the field {@code v} of one record, in a stream of their own. */
    final List<Landed> land(LogicalType type, String... json) {
        String name = "values_" + ++streams;
        return land(stream(name).field("id", INTEGER).field("v", type), name, json);
    }

    /** Lands JSON values in a field with this JSON schema. */
    final List<Landed> land(String schema, String... json) {
        String name = "values_" + ++streams;
        return land(stream(name).field("id", INTEGER).field("v", schema), name, json);
    }

    /** Lands JSON values in the field {@code v} of this stream, one after the other. */
    final List<Landed> land(StreamScript stream, String name, String... json) {
        MessageScript messages = script();
        for (int i = 0; i < json.length; i++) {
            messages.record(name, "{\"id\":%d,\"v\":%s}".formatted(i, json[i]));
        }
        WriteSummary summary = write(catalog(stream), WriteStrategy.APPEND, messages.complete(name));
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        return landed(StreamId.of(name), "v");
    }

    /** What a field of a stream became, in the order of the field {@code id}. */
    final List<Landed> landed(StreamId stream, String field) {
        String column = columnOf(stream, field);
        return allColumns(stream).stream()
                .sorted(Comparator.comparingLong(ValueContract::id))
                .map(row -> new Landed(row.value(column), changes(row)))
                .toList();
    }

    /** The column that holds a field. */
    final String columnOf(StreamId stream, String field) {
        return cache().stream(stream).columns().stream()
                .filter(column -> column.field().equals(field))
                .map(CachedColumn::name)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No column holds the field \"%s\" of %s: %s"
                        .formatted(field, stream, cache().stream(stream).columns())));
    }

    /**
     * Expects that values land without a change: JSON and what it is read as, in turn. Of a number as much as a new column of the type holds, and
     * that it is told if that is not all.
     */
    final void keeps(LogicalType type, @Nullable Object... jsonAndValues) {
        keeps(Optional.empty(), type, jsonAndValues);
    }

    /** Expects that values land changed, as the entry says: JSON and what it is read as, in turn. */
    final void changes(String change, LogicalType type, @Nullable Object... jsonAndValues) {
        keeps(Optional.of("v " + change), type, jsonAndValues);
    }

    private void keeps(Optional<String> change, LogicalType type, @Nullable Object... jsonAndValues) {
        List<String> json = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < jsonAndValues.length; i += 2) {
            json.add(String.valueOf(jsonAndValues[i]));
            expected.add(expected(type, json.get(json.size() - 1), jsonAndValues[i + 1], change.orElse("")));
        }
        List<Landed> landed = land(type, json.toArray(String[]::new));
        List<String> found = new ArrayList<>();
        for (int i = 0; i < landed.size(); i++) {
            found.add(shown(json.get(i), landed.get(i).value(), landed.get(i).change()));
        }
        assertThat(found).containsExactlyElementsOf(expected);
    }

    private String expected(LogicalType type, String json, @Nullable Object value, String change) {
        if (!(value instanceof BigDecimal number) || !change.isEmpty()) {
            return shown(json, value, change);
        }
        Cell cell = new NumberColumn(workspace.columnType(type)).cell(number);
        return shown(json, cell.value(), cell.isChanged() ? "v " + cell.change() : "");
    }

    /** Expects that values land as null, with one entry each. */
    final void nulls(String change, LogicalType type, String... json) {
        List<@Nullable Object> jsonAndNulls = new ArrayList<>();
        for (String each : json) {
            jsonAndNulls.add(each);
            jsonAndNulls.add(null);
        }
        changes(change, type, jsonAndNulls.toArray());
    }

    /** The entries of a row's {@code _airbyte_meta.changes}. */
    static List<String> changes(Row row) {
        JsonNode meta = json(String.valueOf(row.value("_airbyte_meta")));
        List<String> changes = new ArrayList<>();
        for (JsonNode change : meta.path("changes")) {
            changes.add("%s %s %s"
                    .formatted(
                            change.path("field").asText(),
                            change.path("change").asText(),
                            change.path("reason").asText()));
        }
        return changes;
    }

    static long id(Row row) {
        return (Long) Objects.requireNonNull(row.value("id"), "id");
    }

    private static String shown(String json, @Nullable Object value, String change) {
        String type = value == null ? "" : value.getClass().getSimpleName() + " ";
        String text = value instanceof BigDecimal number ? plain(number) : String.valueOf(value);
        return "%s -> %s%s %s".formatted(Json.shortened(json), type, Json.shortened(text), change);
    }

    /** Databases differ in the zeros that they keep at the end of a number. */
    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
