package io.sqlcache.testkit;

import io.sqlcache.api.QueryResult;
import io.sqlcache.api.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What PyAirbyte does in the schema of a test: its tables as it makes them, its rows as it writes them. */
final class PyAirbyteSide {

    private static final DataType<String> NULLABLE = SQLDataType.VARCHAR.null_();
    private static final DataType<String> KEY = SQLDataType.VARCHAR.notNull();

    private final Workspace workspace;

    PyAirbyteSide(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Makes its internal tables, as it does before anything else. */
    PyAirbyteSide open() {
        workspace
                .cache()
                .execute(
                        workspace.render(dsl -> dsl.createSchemaIfNotExists(DSL.quotedName(schema()))),
                        internal(
                                "_airbyte_streams",
                                columns("stream_name", "source_name", "table_name", "catalog_metadata")),
                        internal("_airbyte_state", columns("source_name", "stream_name", "table_name", "state_json")));
        return this;
    }

    private String schema() {
        return workspace.cache().config().schemaName();
    }

    private String prefix() {
        return workspace.cache().config().tablePrefix();
    }

    private static Map<String, DataType<?>> columns(String... names) {
        Map<String, DataType<?>> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, name.equals("table_name") ? KEY : NULLABLE);
        }
        if (columns.containsKey("state_json")) {
            columns.put("last_updated", SQLDataType.TIMESTAMPWITHTIMEZONE.null_());
        }
        return columns;
    }

    private String internal(String table, Map<String, DataType<?>> columns) {
        return workspace.render(dsl -> dsl.createTable(table(table))
                .columns(columns.entrySet().stream()
                        .map(column -> DSL.field(DSL.quotedName(column.getKey()), column.getValue()))
                        .toList())
                .primaryKey(DSL.field(DSL.quotedName("table_name"))));
    }

    /** Makes a stream's table: its columns, and the three that PyAirbyte adds. */
    PyAirbyteSide table(String name, Map<String, DataType<?>> fields) {
        Map<String, DataType<?>> columns = new LinkedHashMap<>(fields);
        columns.put("_airbyte_raw_id", SQLDataType.VARCHAR);
        columns.put("_airbyte_extracted_at", SQLDataType.LOCALDATETIME);
        columns.put("_airbyte_meta", SQLDataType.JSON);
        workspace.createTable(name, columns);
        return this;
    }

    /** Inserts a row. */
    PyAirbyteSide row(String table, Map<String, ?> values) {
        return insert(table, values);
    }

    /** Registers a stream. */
    PyAirbyteSide stream(String source, String stream, String jsonSchema) {
        return insert(
                "_airbyte_streams",
                Map.of(
                        "stream_name",
                        stream,
                        "source_name",
                        source,
                        "table_name",
                        prefix() + stream,
                        "catalog_metadata",
                        jsonSchema));
    }

    /** Stores a state, as it does: the row goes, and comes anew. */
    PyAirbyteSide state(String source, String stream, String stateJson) {
        String key = prefix() + stream;
        workspace
                .cache()
                .execute(workspace.render(dsl -> dsl.deleteFrom(table("_airbyte_state"))
                        .where(DSL.field(DSL.quotedName("table_name"), String.class)
                                .eq(DSL.inline(key)))));
        return insert(
                "_airbyte_state",
                Map.of(
                        "source_name",
                        source,
                        "stream_name",
                        stream,
                        "table_name",
                        key,
                        "state_json",
                        stateJson,
                        "last_updated",
                        OffsetDateTime.of(2024, 5, 6, 7, 8, 9, 0, ZoneOffset.UTC)));
    }

    private PyAirbyteSide insert(String table, Map<String, ?> values) {
        Map<Field<?>, Object> row = new LinkedHashMap<>();
        values.forEach((column, value) -> row.put(DSL.field(DSL.quotedName(column)), DSL.inline(value)));
        workspace
                .cache()
                .execute(workspace.render(dsl -> dsl.insertInto(table(table)).set(row)));
        return this;
    }

    private Table<?> table(String name) {
        return DSL.table(DSL.quotedName(schema(), name));
    }

    /** The state as its models dump it, for a stream without a namespace. */
    static String dumped(String stream, String streamState) {
        return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":%s,\"namespace\":null},\"stream_state\":%s},"
                        .formatted(Json.text(stream), streamState)
                + "\"global_\":null,\"data\":null,\"sourceStats\":null,\"destinationStats\":null}";
    }

    /** What it reads: the columns of one of its tables, by {@code table_name}. */
    List<List<@Nullable Object>> read(String table, String... columns) {
        StringBuilder sql = new StringBuilder("select ");
        for (String column : columns) {
            sql.append(workspace.quotedColumn(column)).append(", ");
        }
        sql.setLength(sql.length() - 2);
        sql.append(" from ").append(workspace.quoted(table));
        sql.append(" order by ").append(workspace.quotedColumn("table_name"));
        try (QueryResult result = workspace.cache().query(sql.toString())) {
            return result.rows().map(Row::values).toList();
        }
    }
}
