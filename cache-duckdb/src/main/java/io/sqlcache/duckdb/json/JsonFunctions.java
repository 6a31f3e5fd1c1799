package io.sqlcache.duckdb.json;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The functions by their names in SQL. Each takes a JSON as text and a path, the names of fields as a JSON array, and gives a text, null where
 * there is nothing or a JSON null: {@link #KEY} one that {@code =} compares as JSON, the others one that {@code <} compares.
 */
public enum JsonFunctions {
    /** The value in a form that equal values share. */
    KEY("_sqlcache_json_key") {
        @Override
        @Nullable
        String of(JsonPath path, String json) {
            return path.find(json).map(CanonicalJson::of).orElse(null);
        }
    },
    /** Numbers, and strings that are one, by value; nothing else. */
    NUMBER("_sqlcache_json_number") {
        @Override
        @Nullable
        String of(JsonPath path, String json) {
            return path.find(json).flatMap(SortableNumber::of).orElse(null);
        }
    },
    /** Strings by their characters, the rest by its JSON. */
    TEXT("_sqlcache_json_text") {
        @Override
        @Nullable
        String of(JsonPath path, String json) {
            return path.find(json).map(CanonicalJson::text).orElse(null);
        }
    },
    /** Numbers by value, then the rest by its text. */
    ORDER("_sqlcache_json_order") {
        @Override
        @Nullable
        String of(JsonPath path, String json) {
            return path.find(json)
                    .map(value -> value.isNumber()
                            ? "0" + SortableNumber.of(value.decimalValue())
                            : "1" + CanonicalJson.text(value))
                    .orElse(null);
        }
    };

    private final String sqlName;

    JsonFunctions(String sqlName) {
        this.sqlName = sqlName;
    }

    abstract @Nullable String of(JsonPath path, String json);

    /** Its name in SQL. */
    public String sqlName() {
        return sqlName;
    }

    /** Makes all of them known to the database of this connection, for as long as that is open. */
    public static void register(Connection connection) throws SQLException {
        for (JsonFunctions function : values()) {
            JsonPaths paths = new JsonPaths();
            try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
                builder.withName(function.sqlName)
                        .withParameters(String.class, String.class)
                        .withReturnType(String.class)
                        .withFunction((@Nullable String json, String path) ->
                                json == null ? null : function.of(paths.path(path), json))
                        .register(connection);
            }
        }
    }

    /** Paths that were read already: a statement has the same one for every row. */
    private static final class JsonPaths {

        private volatile Map.@Nullable Entry<String, JsonPath> last;

        JsonPath path(String text) {
            Map.Entry<String, JsonPath> known = last;
            if (known == null || !known.getKey().equals(text)) {
                known = Map.entry(text, JsonPath.read(text));
                last = known;
            }
            return known.getValue();
        }
    }
}
