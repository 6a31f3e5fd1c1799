package io.sqlcache.core.state;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.quotedName;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.state.StateStore.StoredState;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The internal tables of PyAirbyte's SQL caches, so that it and we can share a schema: whatever one has written, the other
 * continues.
 *
 * <p>Their layout is PyAirbyte's ({@code airbyte.caches}). So is the rule which rows count: those whose {@code table_name} is the
 * prefix
 * followed by the stream's name, neither of them normalised. It knows no namespaces.
 */
public final class PyAirbyteTables {

    /** What PyAirbyte calls the stream of a state that covers a source as a whole. */
    private static final String GLOBAL = "_GLOBAL";

    private static final String LEGACY = "_LEGACY";

    static final Field<String> STREAM_NAME = field(quotedName("stream_name"), SQLDataType.VARCHAR.null_());
    static final Field<String> SOURCE_NAME = field(quotedName("source_name"), SQLDataType.VARCHAR.null_());
    static final Field<String> TABLE_NAME = field(quotedName("table_name"), SQLDataType.VARCHAR.notNull());
    static final Field<String> CATALOG_METADATA = field(quotedName("catalog_metadata"), SQLDataType.VARCHAR.null_());
    static final Field<String> STATE_JSON = field(quotedName("state_json"), SQLDataType.VARCHAR.null_());
    static final Field<OffsetDateTime> LAST_UPDATED =
            field(quotedName("last_updated"), SQLDataType.TIMESTAMPWITHTIMEZONE.null_());

    private static final Field<String> DESTINATION_NAME =
            field(quotedName("destination_name"), SQLDataType.VARCHAR.notNull());

    private final SqlBackend backend;
    private final String schema;
    private final String prefix;

    /** In the schema of this configuration. */
    public PyAirbyteTables(SqlBackend backend, SqlConfig config) {
        this.backend = backend;
        this.schema = config.schemaName();
        this.prefix = config.tablePrefix();
    }

    private Table<Record> streams() {
        return table("_airbyte_streams");
    }

    private Table<Record> states() {
        return table("_airbyte_state");
    }

    private Table<Record> destinationStates() {
        return table("_airbyte_destination_state");
    }

    private Table<Record> table(String name) {
        return DSL.table(new TableName(schema, name).qualified());
    }

    private boolean exists(DSLContext sql, Table<?> table) {
        return backend.tables().find(sql, name(table)).isPresent();
    }

    private TableName name(Table<?> table) {
        return new TableName(schema, table.getUnqualifiedName().last());
    }

    /** Whether PyAirbyte, or a write of ours, has been here. */
    boolean hasStreams(DSLContext sql) {
        return exists(sql, streams());
    }

    /** {@link #hasStreams} for the table of states. */
    boolean hasStates(DSLContext sql) {
        return exists(sql, states());
    }

    /** Those of the tables that a write makes if they are missing. */
    List<TableName> names() {
        return List.of(name(streams()), name(states()), name(destinationStates()));
    }

    /**
     * Creates those that are missing.
     *
     * @param there tables of the schema that are there
     */
    void ensure(DSLContext sql, Set<TableName> there) {
        if (!there.contains(name(streams()))) {
            sql.createTableIfNotExists(streams())
                    .columns(STREAM_NAME, SOURCE_NAME, TABLE_NAME, CATALOG_METADATA)
                    .primaryKey(TABLE_NAME)
                    .execute();
        }
        if (!there.contains(name(states()))) {
            sql.createTableIfNotExists(states())
                    .columns(SOURCE_NAME, STREAM_NAME, TABLE_NAME, STATE_JSON, LAST_UPDATED)
                    .primaryKey(TABLE_NAME)
                    .execute();
        }
        if (!there.contains(name(destinationStates()))) {
            Field<String> source = DSL.field(SOURCE_NAME.getUnqualifiedName(), SQLDataType.VARCHAR.notNull());
            Field<String> stream = DSL.field(STREAM_NAME.getUnqualifiedName(), SQLDataType.VARCHAR.notNull());
            sql.createTableIfNotExists(destinationStates())
                    .columns(DESTINATION_NAME, source, stream, STATE_JSON, LAST_UPDATED)
                    .primaryKey(DESTINATION_NAME, source, stream)
                    .execute();
        }
    }

    /**
     * Makes streams known to PyAirbyte.
     *
     * @param schemas the JSON schemas by the streams' names
     */
    void register(DSLContext sql, String source, Map<String, String> schemas) {
        Map<String, Record> known = new HashMap<>();
        sql.select(TABLE_NAME, STREAM_NAME, SOURCE_NAME, CATALOG_METADATA)
                .from(streams())
                .forEach(row -> known.put(row.get(TABLE_NAME), row));
        List<Map<Field<?>, Object>> added = new ArrayList<>();
        schemas.forEach((stream, schema) -> {
            Map<Field<?>, Object> row = new LinkedHashMap<>();
            row.put(STREAM_NAME, stream);
            row.put(SOURCE_NAME, source);
            row.put(CATALOG_METADATA, schema);
            Record before = known.get(prefix + stream);
            if (before == null) {
                row.put(TABLE_NAME, prefix + stream);
                added.add(row);
            } else if (!row.entrySet().stream()
                    .allMatch(value -> value.getValue().equals(before.get(value.getKey())))) {
                sql.update(streams())
                        .set(row)
                        .where(TABLE_NAME.eq(prefix + stream))
                        .execute();
            }
        });
        InternalTables.insert(sql, streams(), added);
    }

    private void put(DSLContext sql, Table<Record> table, String stream, Map<Field<?>, ?> values) {
        int updated = sql.update(table)
                .set(STREAM_NAME, stream)
                .set(values)
                .where(TABLE_NAME.eq(prefix + stream))
                .execute();
        if (updated == 0) {
            sql.insertInto(table)
                    .set(TABLE_NAME, prefix + stream)
                    .set(STREAM_NAME, stream)
                    .set(values)
                    .execute();
        }
    }

    /** Takes away a stream, and its state, that PyAirbyte could not tell from another. */
    void unregister(DSLContext sql, String stream) {
        sql.deleteFrom(streams()).where(TABLE_NAME.eq(prefix + stream)).execute();
        sql.deleteFrom(states()).where(TABLE_NAME.eq(prefix + stream)).execute();
    }

    /** The streams under the configured prefix: name, source and JSON schema. */
    List<Record> registered(DSLContext sql) {
        return sql.select(STREAM_NAME, SOURCE_NAME, CATALOG_METADATA)
                .from(streams())
                .where(TABLE_NAME.eq(DSL.inline(prefix).concat(STREAM_NAME)))
                .and(SOURCE_NAME.isNotNull())
                .orderBy(TABLE_NAME)
                .fetch()
                .map(row -> (Record) row);
    }

    /** What is stored as the state of a stream, exactly; empty for none. */
    Optional<String> state(DSLContext sql, String source, String stream) {
        return sql.select(STATE_JSON)
                .from(states())
                .where(TABLE_NAME.eq(prefix + stream))
                .and(SOURCE_NAME.eq(source))
                .and(STATE_JSON.isNotNull())
                .fetchOptional(STATE_JSON);
    }

    /** The states of a source under the configured prefix, as they are, by stream. */
    List<StoredState> states(DSLContext sql, String source) {
        return sql.select(STREAM_NAME, STATE_JSON)
                .from(states())
                .where(SOURCE_NAME.eq(source))
                .and(TABLE_NAME.eq(DSL.inline(prefix).concat(STREAM_NAME)))
                .and(STATE_JSON.isNotNull())
                .orderBy(TABLE_NAME)
                .fetch(row -> state(row.value1(), row.value2()));
    }

    private static StoredState state(String stream, String json) {
        return switch (stream) {
            case GLOBAL -> new StoredState(StateKind.GLOBAL, null, json);
            case LEGACY -> new StoredState(StateKind.LEGACY, null, json);
            default -> new StoredState(StateKind.STREAM, StreamId.of(stream), json);
        };
    }

    /** Makes this the state of a stream. */
    void saveState(DSLContext sql, String source, String stream, String json) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        put(sql, states(), stream, Map.of(SOURCE_NAME, source, STATE_JSON, json, LAST_UPDATED, now));
    }

    /** Forgets the state of a stream. */
    void dropState(DSLContext sql, String source, String stream) {
        sql.deleteFrom(states())
                .where(SOURCE_NAME.eq(source))
                .and(TABLE_NAME.eq(prefix + stream))
                .execute();
    }

    /** Forgets the states of single streams, for one of the whole source counts now. */
    void dropStreamStates(DSLContext sql, String source) {
        sql.deleteFrom(states())
                .where(SOURCE_NAME.eq(source))
                .and(TABLE_NAME.eq(DSL.inline(prefix).concat(STREAM_NAME)))
                .and(STREAM_NAME.notIn(GLOBAL, LEGACY))
                .execute();
    }
}
