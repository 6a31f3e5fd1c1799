package io.sqlcache.core.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.catalog.StreamPlan;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** Remembers which stream has which table and columns, so that a name once given never moves. */
public final class StreamRegistry {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final InternalTables tables;
    private final String prefix;

    @Inject
    StreamRegistry(InternalTables tables, SqlConfig config) {
        this.tables = tables;
        this.prefix = config.tablePrefix();
    }

    /** The streams under the configured prefix. */
    public Map<StreamId, RegisteredStream> streams(DSLContext sql) {
        Map<StreamId, RegisteredStream> streams = new TreeMap<>();
        if (tables.exist(sql)) {
            sql.selectFrom(tables.streams())
                    .where(InternalTables.TABLE_PREFIX.eq(prefix))
                    .forEach(row -> {
                        RegisteredStream stream = registered(row);
                        streams.put(stream.id(), stream);
                    });
        }
        return streams;
    }

    /** The tables of the schema that belong to streams, whatever their prefix. */
    public Set<String> tableNames(DSLContext sql) {
        return sql.select(InternalTables.TABLE_NAME).from(tables.streams()).fetchSet(InternalTables.TABLE_NAME);
    }

    /** Makes this the only transaction that reads and changes the registry to plan a write. */
    public void lock(DSLContext sql) {
        tables.lock(sql);
    }

    /** Stores the plan's names, key and schema. */
    public void save(DSLContext sql, String sourceName, StreamPlan plan) {
        Map<Field<?>, Object> row = new LinkedHashMap<>();
        row.put(InternalTables.TABLE_PREFIX, prefix);
        row.put(InternalTables.SOURCE_NAME, sourceName);
        row.put(InternalTables.NAMESPACE, Objects.requireNonNullElse(plan.id().namespace(), ""));
        row.put(InternalTables.STREAM_NAME, plan.id().name());
        row.put(InternalTables.COLUMNS, json(plan.columns()));
        row.put(InternalTables.PRIMARY_KEY, json(plan.stream().primaryKey()));
        row.put(InternalTables.CURSOR_FIELD, json(plan.stream().cursor()));
        row.put(InternalTables.JSON_SCHEMA, plan.stream().jsonSchema());
        row.put(InternalTables.UPDATED_AT, OffsetDateTime.now(ZoneOffset.UTC));
        int updated = sql.update(tables.streams())
                .set(row)
                .where(InternalTables.TABLE_NAME.eq(plan.tableName()))
                .execute();
        if (updated == 0) {
            sql.insertInto(tables.streams())
                    .set(InternalTables.TABLE_NAME, plan.tableName())
                    .set(row)
                    .execute();
        }
    }

    private static RegisteredStream registered(Record row) {
        return new RegisteredStream(
                new StreamId(row.get(InternalTables.NAMESPACE), row.get(InternalTables.STREAM_NAME)),
                row.get(InternalTables.SOURCE_NAME),
                row.get(InternalTables.TABLE_NAME),
                columns(row.get(InternalTables.TABLE_NAME), row.get(InternalTables.COLUMNS)));
    }

    private static Map<String, String> columns(String table, String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The column names of table \"%s\" in _sqlcache_streams are not valid JSON; restore that row or remove it to have it made anew."
                            .formatted(table),
                    e);
        }
    }

    private static String json(Object names) {
        try {
            return MAPPER.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new CacheException(CacheException.Kind.INTERNAL, "Cannot write names as JSON", e);
        }
    }
}
