package io.sqlcache.core.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.catalog.NameAssignment;
import io.sqlcache.core.catalog.StreamPlan;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Remembers which stream has which table and columns, so that a name once given never moves. */
public final class StreamRegistry {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final InternalTables tables;
    private final PyAirbyteTables pyAirbyte;
    private final NameAssignment names;
    private final String prefix;
    private final Repertoire repertoire;

    /** Of one open cache. */
    public StreamRegistry(InternalTables tables, PyAirbyteTables pyAirbyte, SqlBackend backend, SqlConfig config) {
        this.tables = tables;
        this.pyAirbyte = pyAirbyte;
        this.names = new NameAssignment(backend.names());
        this.prefix = config.tablePrefix();
        this.repertoire = backend.types().limits().repertoire();
    }

    /** The streams under the configured prefix, with those that only PyAirbyte has written. */
    public Map<StreamId, RegisteredStream> streams(DSLContext sql) {
        Map<StreamId, RegisteredStream> own = own(sql);
        Map<StreamId, RegisteredStream> streams = new TreeMap<>();
        if (pyAirbyte.hasStreams(sql)) {
            streams.putAll(foreign(sql, own.keySet()));
        }
        streams.putAll(own);
        return streams;
    }

    /** The streams under the configured prefix that this cache has written. */
    public Map<StreamId, RegisteredStream> own(DSLContext sql) {
        return tables.exist(sql) ? ownOfWrite(sql) : new TreeMap<>();
    }

    /** {@link #own} where the internal tables are known to be there, as they are in a write. */
    public Map<StreamId, RegisteredStream> ownOfWrite(DSLContext sql) {
        Map<StreamId, RegisteredStream> streams = new TreeMap<>();
        sql.select(InternalTables.STREAMS)
                .from(tables.streams())
                .where(InternalTables.TABLE_PREFIX.eq(prefix))
                .forEach(row -> {
                    RegisteredStream stream = registered(row);
                    streams.put(stream.id(), stream);
                });
        return streams;
    }

    /**
     * The streams under the configured prefix that only PyAirbyte has written, which knows no namespaces; its tables are there.
     *
     * @param own those that this cache has written
     */
    public Map<StreamId, RegisteredStream> foreign(DSLContext sql, Set<StreamId> own) {
        Set<String> known = own.stream().map(StreamId::name).collect(Collectors.toSet());
        Map<StreamId, RegisteredStream> streams = new TreeMap<>();
        for (Record row : pyAirbyte.registered(sql)) {
            RegisteredStream stream = foreign(row);
            if (!known.contains(stream.id().name())) {
                streams.put(stream.id(), stream);
            }
        }
        return streams;
    }

    private RegisteredStream foreign(Record row) {
        String name = row.get(PyAirbyteTables.STREAM_NAME);
        return new RegisteredStream(
                StreamId.of(name),
                row.get(PyAirbyteTables.SOURCE_NAME),
                names.free(prefix + name, name, Set.of()),
                names.columns(fields(row.get(PyAirbyteTables.CATALOG_METADATA)), Map.of()),
                OptionalLong.empty());
    }

    /** The properties of a schema; none if it is not one. */
    private static List<String> fields(@Nullable String jsonSchema) {
        try {
            List<String> fields = new ArrayList<>();
            MAPPER.readTree(Objects.requireNonNullElse(jsonSchema, "{}"))
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(fields::add);
            return fields;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    /** Whether PyAirbyte, which knows neither namespaces nor prefixes, takes this name for one stream that we have written. */
    boolean isAloneOfItsName(DSLContext sql, String name) {
        return sql.fetchCount(tables.streams(), pyAirbyteName().eq(prefix + name)) == 1;
    }

    /** What PyAirbyte takes for one stream although it is several: prefix and name together. */
    Set<String> ambiguousNames(DSLContext sql) {
        return sql.select(pyAirbyteName())
                .from(tables.streams())
                .groupBy(pyAirbyteName())
                .having(DSL.count().gt(1))
                .fetchSet(0, String.class);
    }

    private static Field<String> pyAirbyteName() {
        return InternalTables.TABLE_PREFIX.concat(InternalTables.STREAM_NAME);
    }

    /** The tables of the schema that belong to streams, whatever their prefix. */
    public Set<String> tableNames(DSLContext sql) {
        return sql.select(InternalTables.TABLE_NAME).from(tables.streams()).fetchSet(InternalTables.TABLE_NAME);
    }

    /** Makes this the only transaction that reads and changes the registry to plan a write. */
    public void lock(DSLContext sql) {
        tables.lock(sql);
    }

    /**
     * Stores the plans' names, keys and schemas; to be called under {@link #lock}.
     *
     * @param known the {@link #tableNames} before
     */
    public void save(DSLContext sql, String sourceName, List<StreamPlan> plans, Set<String> known) {
        List<Map<Field<?>, Object>> added = new ArrayList<>();
        for (StreamPlan plan : plans) {
            Map<Field<?>, Object> row = row(sourceName, plan);
            if (known.contains(plan.tableName())) {
                sql.update(tables.streams())
                        .set(row)
                        .where(InternalTables.TABLE_NAME.eq(plan.tableName()))
                        .execute();
            } else {
                row.put(InternalTables.TABLE_NAME, plan.tableName());
                added.add(row);
            }
        }
        InternalTables.insert(sql, tables.streams(), added);
        share(sql, sourceName, plans);
    }

    private Map<Field<?>, Object> row(String sourceName, StreamPlan plan) {
        Map<Field<?>, Object> row = new LinkedHashMap<>();
        row.put(InternalTables.TABLE_PREFIX, prefix);
        row.put(InternalTables.SOURCE_NAME, sourceName);
        row.put(InternalTables.NAMESPACE, InternalTables.namespace(plan.id()));
        row.put(InternalTables.STREAM_NAME, plan.id().name());
        row.put(InternalTables.COLUMNS, repertoire.spell(json(plan.columns())));
        row.put(InternalTables.PRIMARY_KEY, json(plan.stream().primaryKey()));
        row.put(InternalTables.CURSOR_FIELD, json(plan.stream().cursor()));
        row.put(InternalTables.JSON_SCHEMA, repertoire.spell(plan.stream().jsonSchema()));
        row.put(InternalTables.UPDATED_AT, OffsetDateTime.now(ZoneOffset.UTC));
        return row;
    }

    /** Tells PyAirbyte of the streams, but of those that it could not tell from others. */
    private void share(DSLContext sql, String sourceName, List<StreamPlan> plans) {
        Set<String> ambiguous = ambiguousNames(sql);
        Map<String, String> schemas = new LinkedHashMap<>();
        for (StreamPlan plan : plans) {
            String name = plan.id().name();
            if (ambiguous.contains(prefix + name)) {
                pyAirbyte.unregister(sql, name);
            } else {
                schemas.put(name, repertoire.spell(plan.stream().jsonSchema()));
            }
        }
        pyAirbyte.register(sql, sourceName, schemas);
    }

    /** Notes the generation whose rows in the stream's hidden table a state covers; empty if none does any more. */
    public void noteResumable(DSLContext sql, StreamPlan plan, OptionalLong generation) {
        sql.update(tables.streams())
                .set(InternalTables.HIDDEN_GENERATION, generation.isPresent() ? generation.getAsLong() : null)
                .where(InternalTables.TABLE_NAME.eq(plan.tableName()))
                .execute();
    }

    /** The generation whose rows in the stream's hidden table a state covers; waits for who is changing that. */
    public OptionalLong resumable(DSLContext sql, StreamPlan plan) {
        return resumableGeneration(tables.locking(sql.select(InternalTables.HIDDEN_GENERATION)
                        .from(tables.streams())
                        .where(InternalTables.TABLE_NAME.eq(plan.tableName())))
                .fetchOne(InternalTables.HIDDEN_GENERATION));
    }

    private static RegisteredStream registered(Record row) {
        return new RegisteredStream(
                new StreamId(row.get(InternalTables.NAMESPACE), row.get(InternalTables.STREAM_NAME)),
                row.get(InternalTables.SOURCE_NAME),
                row.get(InternalTables.TABLE_NAME),
                columns(row.get(InternalTables.TABLE_NAME), row.get(InternalTables.COLUMNS)),
                resumableGeneration(row.get(InternalTables.HIDDEN_GENERATION)));
    }

    private static OptionalLong resumableGeneration(@Nullable Long generation) {
        return generation == null ? OptionalLong.empty() : OptionalLong.of(generation);
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
