package io.sqlcache.testkit;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What becomes of a value, as the documentation says and as plain Java computes it.
 *
 * <p>Knows the JSON as it is spelled, since text keeps the spelling of numbers.
 */
final class ValueOracle {

    /** What some programs write for missing numbers; no JSON, and no value of any type. */
    private static final List<String> NO_JSON = List.of("NaN", "Infinity", "-Infinity");

    private static final Pattern NUMERIC_TEXT =
            Pattern.compile("[ \t\n\r]*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[ \t\n\r]*");

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final TimeOracle times;
    private final Function<LogicalType, ColumnType> columns;

    /**
     * For a database with these limits.
     *
     * @param columns the types of new columns
     */
    ValueOracle(ValueLimits limits, Function<LogicalType, ColumnType> columns) {
        this.times = new TimeOracle(limits);
        this.columns = columns;
    }

    /** What a value of this JSON becomes in a field of the type. */
    Cell cell(LogicalType type, String json) {
        if (json.equals("null")) {
            return Cell.nothing();
        }
        if (NO_JSON.contains(json)) {
            return Cell.misfit();
        }
        return switch (type) {
            case STRING -> text(json);
            case BOOLEAN -> json.equals("true") || json.equals("false") ? Cell.of(json.equals("true")) : Cell.misfit();
            case INTEGER, BIG_INTEGER, NUMBER -> number(type, json);
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE, TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                isText(json) ? times.cell(type, decoded(json)) : Cell.misfit();
            case OBJECT -> json.startsWith("{") ? nested(json) : Cell.misfit();
            case ARRAY -> json.startsWith("[") ? nested(json) : Cell.misfit();
            case ANY -> nested(json);
        };
    }

    private static boolean isText(String json) {
        return json.startsWith("\"");
    }

    private static String decoded(String json) {
        return Json.tree(json).textValue();
    }

    /** Anything can be text: numbers and words as they are spelled, objects and arrays as their JSON. */
    private static Cell text(String json) {
        if (json.startsWith("{") || json.startsWith("[")) {
            return Cell.of(new Cell.JsonValue(JsonMeaning.of(json).canonical()));
        }
        if (!isText(json)) {
            return Cell.of(json);
        }
        String storable = JsonMeaning.storable(json);
        return storable.equals(json) ? Cell.of(decoded(json)) : Cell.replaced(decoded(storable));
    }

    private Cell number(LogicalType type, String json) {
        var numeric = NUMERIC_TEXT.matcher(isText(json) ? decoded(json) : json);
        if (!numeric.matches()) {
            return Cell.misfit();
        }
        if (JsonMeaning.isBeyond(numeric.group(1))) {
            return Cell.beyond();
        }
        BigDecimal number = new BigDecimal(numeric.group(1));
        if (type == LogicalType.NUMBER) {
            return decimal(type, number);
        }
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            return Cell.misfit();
        }
        return type == LogicalType.BIG_INTEGER ? decimal(type, number) : integer(number.toBigIntegerExact());
    }

    private Cell decimal(LogicalType type, BigDecimal number) {
        return new NumberColumn(columns.apply(type)).cell(number);
    }

    private static Cell integer(BigInteger number) {
        return number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0 ? Cell.beyond() : Cell.of(number.longValue());
    }

    private static Cell nested(String json) {
        JsonMeaning meaning = JsonMeaning.of(json);
        if (meaning.trouble() != null) {
            return new Cell(null, meaning.trouble());
        }
        Cell.JsonValue value = new Cell.JsonValue(meaning.canonical());
        return meaning.hasForbiddenText() ? Cell.replaced(value) : Cell.of(value);
    }
}
