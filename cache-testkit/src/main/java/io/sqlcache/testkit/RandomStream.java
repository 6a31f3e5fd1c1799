package io.sqlcache.testkit;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream of random fields, which sends records as random.
 *
 * <p>Keys and cursors have few values, so that they meet; keys and cursors inside objects are left to the tests that are
 * about them. A strategy comes with what makes every way of choosing it agree.
 */
final class RandomStream {

    private static final int MOST_FIELDS = 12;
    private static final int FEW = 5;

    private static final List<LogicalType> CURSORS = List.of(
            LogicalType.STRING,
            LogicalType.INTEGER,
            LogicalType.BIG_INTEGER,
            LogicalType.NUMBER,
            LogicalType.DATE,
            LogicalType.TIMESTAMP_WITH_TIMEZONE,
            LogicalType.TIMESTAMP_WITHOUT_TIMEZONE);

    /**
     * One field of a stream.
     *
     * @param schema its JSON schema, one of those that mean the type
     */
    record Field(String name, LogicalType type, String schema) {}

    private final Dice dice;
    private final ValueOracle oracle;
    private final StreamId id;
    private final WriteStrategy strategy;
    private final RandomValues values;
    private final List<Field> fields = new ArrayList<>();
    private final List<Field> key = new ArrayList<>();
    private final Map<Field, List<String>> fewValues = new HashMap<>();
    private @Nullable Field cursor;

    RandomStream(Dice dice, StreamId id, WriteStrategy strategy, ValueOracle oracle) {
        this.dice = dice;
        this.oracle = oracle;
        this.id = id;
        this.strategy = strategy;
        this.values = new RandomValues(dice);
        addFields();
    }

    private void addFields() {
        Set<String> taken = new HashSet<>();
        RandomNames names = new RandomNames(dice);
        int keys = strategy == WriteStrategy.MERGE ? dice.between(1, 3) : 0;
        for (int i = dice.between(Math.max(keys, 1), MOST_FIELDS); i > 0; i--) {
            LogicalType type = key.size() < keys ? dice.oneOf(CURSORS) : dice.oneOf(LogicalType.values());
            Field field = new Field(names.fresh(taken), type, RandomSchemas.schema(type, dice));
            fields.add(field);
            if (key.size() < keys) {
                key.add(field);
                repeat(field);
            }
        }
        Field last = fields.get(fields.size() - 1);
        if (strategy == WriteStrategy.MERGE && dice.chance(60) && CURSORS.contains(last.type())) {
            cursor = last;
            repeat(last);
        }
        dice.shuffle(fields);
    }

    /** Of values that only a change makes equal one is left out: no database could tell which row had which. */
    private void repeat(Field field) {
        Map<String, Cell> cells = new HashMap<>();
        List<String> few = new ArrayList<>();
        while (few.size() < FEW) {
            String value = dice.chance(10) ? "null" : values.scalar(field.type());
            Cell cell = oracle.cell(field.type(), value);
            Cell other = cells.putIfAbsent(cell.canonical(), cell);
            if (cell.value() == null || other == null || other.isChanged() == cell.isChanged()) {
                few.add(value);
            }
        }
        fewValues.put(field, few);
    }

    StreamId id() {
        return id;
    }

    WriteStrategy strategy() {
        return strategy;
    }

    /** In the order of the catalog. */
    List<Field> fields() {
        return fields;
    }

    List<Field> key() {
        return key;
    }

    @Nullable
    Field cursor() {
        return cursor;
    }

    /** The stream as it stands in the catalog. */
    StreamScript script() {
        StreamScript script = StreamScript.stream(id).destination(destinationMode());
        fields.forEach(field -> script.field(field.name(), field.schema()));
        key.forEach(field -> script.primaryKey(field.name()));
        if (cursor != null) {
            return script.cursor(cursor.name());
        }
        return strategy == WriteStrategy.APPEND ? script.incremental() : script;
    }

    void reorderFields() {
        dice.shuffle(fields);
    }

    private String destinationMode() {
        return switch (strategy) {
            case MERGE -> "append_dedup";
            case REPLACE -> "overwrite";
            case APPEND, AUTO, FROM_CATALOG -> "append";
        };
    }

    /** The data of one record: fields and their JSON, in the order of the line, a few of them twice. */
    List<Map.Entry<String, String>> data() {
        List<Map.Entry<String, String>> data = new ArrayList<>();
        for (Field field : fields) {
            for (int i = dice.chance(5) ? 0 : dice.chance(3) ? 2 : 1; i > 0; i--) {
                data.add(Map.entry(field.name(), value(field)));
            }
        }
        if (dice.chance(10)) {
            data.add(Map.entry("not in the schema", values.value(LogicalType.ANY)));
        }
        if (dice.chance(50)) {
            dice.shuffle(data);
        }
        return data;
    }

    private String value(Field field) {
        List<String> few = fewValues.get(field);
        return few == null ? values.value(field.type()) : dice.oneOf(few);
    }

    /** What each field becomes: of one sent twice the last counts. */
    Map<String, Cell> cells(List<Map.Entry<String, String>> data) {
        Map<String, String> sent = new HashMap<>();
        data.forEach(entry -> sent.put(entry.getKey(), entry.getValue()));
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Field field : fields) {
            cells.put(field.name(), oracle.cell(field.type(), sent.getOrDefault(field.name(), "null")));
        }
        return cells;
    }

    @Override
    public String toString() {
        return "%s (%s by %s, cursor %s)".formatted(id, strategy, key, cursor);
    }
}
