package io.sqlcache.benchmarks.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the {@code users} stream is: in a catalog, and as a table. */
public final class UsersCatalog {

    private static final String TEXT = "{\"type\":[\"null\",\"string\"]}";
    private static final String INTEGER = "{\"type\":[\"null\",\"integer\"]}";
    private static final String NUMBER = "{\"type\":[\"null\",\"number\"]}";
    private static final String MOMENT = "{\"type\":[\"null\",\"string\"],\"format\":\"date-time\"}";

    /** The JSON schema of each property, in order. */
    static final Map<String, String> PROPERTIES = properties();

    /** Columns of a table as {@code sqlcache write} makes it. */
    public static final String COLUMNS = """
            id bigint, uuid text, name text, email text, address jsonb, tags jsonb, age bigint, balance numeric, is_active boolean,
            created_at timestamptz, updated_at timestamptz, birth_date date, login_time time, notes text, score numeric,
            _airbyte_raw_id text, _airbyte_extracted_at timestamptz, _airbyte_meta jsonb""";

    private UsersCatalog() {}

    /** The type of each column by its name, in order. */
    public static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : COLUMNS.split(",\\s+")) {
            columns.put(column.substring(0, column.indexOf(' ')), column.substring(column.indexOf(' ') + 1));
        }

        return columns;
    }

    /** The names of the properties, in order. */
    public static List<String> fields() {
        return List.copyOf(PROPERTIES.keySet());
    }

    /** A catalog whose records are merged by {@code id}, the newest by {@code updated_at}. */
    public static String keyed() {
        return catalog("append_dedup", "\"primary_key\":[[\"id\"]],\"cursor_field\":[\"updated_at\"]");
    }

    /** A catalog without a key. */
    public static String plain() {
        return catalog("append", "\"cursor_field\":[\"updated_at\"]");
    }

    private static String catalog(String destinationMode, String rest) {
        return """
                {"streams":[{"stream":{"name":"users","json_schema":{"type":"object","properties":{%s}},\
                "supported_sync_modes":["full_refresh","incremental"]},"sync_mode":"incremental",\
                "destination_sync_mode":"%s",%s}]}
                """.formatted(
                        PROPERTIES.entrySet().stream()
                                .map(property -> '"' + property.getKey() + "\":" + property.getValue())
                                .collect(Collectors.joining(",")),
                        destinationMode,
                        rest);
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("id", INTEGER);
        properties.put("uuid", TEXT);
        properties.put("name", TEXT);
        properties.put("email", TEXT);
        properties.put("address", "{\"type\":[\"null\",\"object\"]}");
        properties.put("tags", "{\"type\":[\"null\",\"array\"],\"items\":{\"type\":\"string\"}}");
        properties.put("age", INTEGER);
        properties.put("balance", NUMBER);
        properties.put("is_active", "{\"type\":[\"null\",\"boolean\"]}");
        properties.put("created_at", MOMENT);
        properties.put("updated_at", MOMENT);
        properties.put("birth_date", "{\"type\":[\"null\",\"string\"],\"format\":\"date\"}");
        properties.put(
                "login_time",
                "{\"type\":[\"null\",\"string\"],\"format\":\"time\",\"airbyte_type\":\"time_without_timezone\"}");
        properties.put("notes", TEXT);
        properties.put("score", NUMBER);

        return properties;
    }
}
