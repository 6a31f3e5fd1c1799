package io.sqlcache.core.state;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.quotedName;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.sql.Pauses;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of our own in the cache's schema: created once, race-free, with a version.
 *
 * <p>Readers may come before any writer: they ask {@link #exist} first.
 */
public final class InternalTables {

    private static final Logger LOG = LoggerFactory.getLogger(InternalTables.class);

    /** The layout that this code reads and writes. */
    static final int VERSION = 3;

    /** What one statement inserts: no database has so few parameters. */
    static final int ROWS_AT_ONCE = 50;

    private static final int MOST_TRIES = 5;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    // _sqlcache_version: one row. Locking it is how plans are made one at a time.
    static final Field<Integer> VERSION_NUMBER = field(quotedName("version"), SQLDataType.INTEGER.notNull());

    // _sqlcache_streams: which stream has which table, and its columns.
    static final Field<String> TABLE_NAME =
            field(quotedName("table_name"), SQLDataType.VARCHAR(1000).notNull());
    static final Field<String> TABLE_PREFIX =
            field(quotedName("table_prefix"), SQLDataType.VARCHAR(1000).notNull());
    static final Field<String> SOURCE_NAME =
            field(quotedName("source_name"), SQLDataType.VARCHAR(1000).notNull());
    static final Field<String> NAMESPACE =
            field(quotedName("namespace"), SQLDataType.VARCHAR(1000).notNull());
    static final Field<String> STREAM_NAME =
            field(quotedName("stream_name"), SQLDataType.VARCHAR(1000).notNull());
    static final Field<String> COLUMNS = field(quotedName("column_names"), SQLDataType.CLOB.notNull());
    static final Field<String> PRIMARY_KEY = field(quotedName("primary_key"), SQLDataType.CLOB.notNull());
    static final Field<String> CURSOR_FIELD = field(quotedName("cursor_field"), SQLDataType.CLOB.notNull());
    static final Field<String> JSON_SCHEMA = field(quotedName("json_schema"), SQLDataType.CLOB.notNull());
    // The generation whose committed rows are in the stream's hidden table; null if no state covers any there.
    static final Field<Long> HIDDEN_GENERATION = field(quotedName("hidden_generation"), SQLDataType.BIGINT.null_());

    // _sqlcache_state: the last state of each stream, or of a source as a whole.
    static final Field<String> KIND =
            field(quotedName("kind"), SQLDataType.VARCHAR(10).notNull());
    static final Field<String> STATE_JSON = field(quotedName("state_json"), SQLDataType.CLOB.notNull());
    // What stood in PyAirbyte's table when this row was written: who finds something else there finds news.
    static final Field<String> SHARED_JSON = field(quotedName("shared_json"), SQLDataType.CLOB.null_());
    static final Field<OffsetDateTime> UPDATED_AT =
            field(quotedName("updated_at"), SQLDataType.TIMESTAMPWITHTIMEZONE.notNull());

    // _sqlcache_syncs: one row a write; each commit counts itself there.
    static final Field<Long> SYNC_NUMBER = field(quotedName("sync_number"), SQLDataType.BIGINT.notNull());
    static final Field<String> WRITER_ID =
            field(quotedName("writer_id"), SQLDataType.VARCHAR(40).notNull());
    static final Field<String> CONFIG_HASH =
            field(quotedName("config_hash"), SQLDataType.VARCHAR(64).notNull());
    static final Field<Long> COMMITS = field(quotedName("commits"), SQLDataType.BIGINT.notNull());
    static final Field<OffsetDateTime> STARTED_AT =
            field(quotedName("started_at"), SQLDataType.TIMESTAMPWITHTIMEZONE.notNull());
    static final Field<OffsetDateTime> ENDED_AT =
            field(quotedName("ended_at"), SQLDataType.TIMESTAMPWITHTIMEZONE.null_());
    static final Field<String> OUTCOME =
            field(quotedName("outcome"), SQLDataType.VARCHAR(20).null_());
    // When others may take over the streams of a write that has not ended; by the database's clock.
    static final Field<OffsetDateTime> LEASED_UNTIL =
            field(quotedName("leased_until"), SQLDataType.TIMESTAMPWITHTIMEZONE.null_());

    // _sqlcache_leases: which write has which streams; of one that has ended, which tables it may have left.

    // Named in queries too: for columns that are not named, jOOQ lets the driver ask the database for their types.
    static final List<Field<?>> STREAMS = List.of(
            TABLE_NAME,
            TABLE_PREFIX,
            SOURCE_NAME,
            NAMESPACE,
            STREAM_NAME,
            COLUMNS,
            PRIMARY_KEY,
            CURSOR_FIELD,
            JSON_SCHEMA,
            HIDDEN_GENERATION,
            UPDATED_AT);
    static final List<Field<?>> STATES = List.of(
            TABLE_PREFIX, SOURCE_NAME, KIND, NAMESPACE, STREAM_NAME, STATE_JSON, SHARED_JSON, SYNC_NUMBER, UPDATED_AT);
    static final List<Field<?>> SYNCS = List.of(
            SYNC_NUMBER, WRITER_ID, SOURCE_NAME, CONFIG_HASH, COMMITS, STARTED_AT, ENDED_AT, OUTCOME, LEASED_UNTIL);
    static final List<Field<?>> LEASES = List.of(TABLE_PREFIX, NAMESPACE, STREAM_NAME, SYNC_NUMBER);

    private final SqlBackend backend;
    private final Transactions transactions;
    private final PyAirbyteTables pyAirbyte;
    private final String schema;

    /** In the schema of this configuration. */
    public InternalTables(SqlBackend backend, Transactions transactions, PyAirbyteTables pyAirbyte, SqlConfig config) {
        this.backend = backend;
        this.transactions = transactions;
        this.pyAirbyte = pyAirbyte;
        this.schema = config.schemaName();
    }

    /** How a stream's namespace stands in a key, which cannot have a null. */
    static String namespace(@Nullable StreamId stream) {
        return stream == null || stream.namespace() == null ? "" : stream.namespace();
    }

    Table<Record> version() {
        return table("_sqlcache_version");
    }

    Table<Record> streams() {
        return table("_sqlcache_streams");
    }

    Table<Record> states() {
        return table("_sqlcache_state");
    }

    Table<Record> syncs() {
        return table("_sqlcache_syncs");
    }

    Table<Record> leases() {
        return table("_sqlcache_leases");
    }

    /** Inserts rows that all have the same fields. */
    static void insert(DSLContext sql, Table<Record> table, List<Map<Field<?>, Object>> rows) {
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            InsertValuesStepN<Record> insert = sql.insertInto(table, rows.get(0).keySet());
            for (Map<Field<?>, Object> row : rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE))) {
                insert = insert.values(row.values());
            }
            insert.execute();
        }
    }

    private Table<Record> table(String name) {
        return DSL.table(new TableName(schema, name).qualified());
    }

    /** Whether any write has been here; an older layout is made ours on the way. */
    boolean exist(DSLContext sql) {
        return backend.tables().find(sql, versionName()).isPresent() && isVersioned(sql);
    }

    private TableName versionName() {
        return new TableName(schema, "_sqlcache_version");
    }

    private boolean isVersioned(DSLContext sql) {
        // Where DDL commits by itself, the table may be there before its row, and for good if its writer has died.
        Optional<Integer> found = sql.select(VERSION_NUMBER).from(version()).fetchOptional(VERSION_NUMBER);
        if (found.isPresent() && found.get() != VERSION) {
            migrate(sql);
        }
        return found.isPresent();
    }

    private void migrate(DSLContext sql) {
        lock(sql);
        // Another may have done it before the lock was ours.
        int found = sql.select(VERSION_NUMBER).from(version()).fetchSingle(VERSION_NUMBER);
        if (found > VERSION) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The schema \"%s\" was written by a newer sqlcache (layout %d, this one knows %d); use that version or another schema."
                            .formatted(schema, found, VERSION));
        }
        if (found < VERSION) {
            new LayoutMigration(sql, this).from(found);
            sql.update(version()).set(VERSION_NUMBER, VERSION).execute();
            LOG.info("Brought the internal tables of schema {} from layout {} to {}", schema, found, VERSION);
        }
    }

    /** Creates the schema and the tables if they are missing, PyAirbyte's too; several writers may do so at once. */
    public void ensure() {
        new Tries(Pauses.none(MOST_TRIES, LONGEST), this::appearedAfter)
                .run(() -> transactions.run("prepare the schema \"" + schema + "\"", sql -> {
                    List<TableName> names = Stream.concat(Stream.of(versionName()), pyAirbyte.names().stream())
                            .toList();
                    Set<TableName> there = backend.tables().findAll(sql, names).keySet();
                    if (!there.contains(versionName()) || !isVersioned(sql)) {
                        create(sql);
                    }
                    pyAirbyte.ensure(sql, there);
                    return true;
                }));
    }

    /** Whether another writer was faster, whose tables are there at the next look. */
    private boolean appearedAfter(CacheException failure) {
        try {
            return transactions.run("look into the schema \"" + schema + "\"", this::exist);
        } catch (CacheException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private void create(DSLContext sql) {
        backend.tables().createSchema(sql, schema);
        sql.createTableIfNotExists(streams())
                .columns(STREAMS)
                .primaryKey(TABLE_NAME)
                .execute();
        createStates(sql);
        sql.createTableIfNotExists(syncs())
                .columns(SYNCS)
                .primaryKey(SYNC_NUMBER)
                .execute();
        createLeases(sql);
        // Last, because its row says that the others are there.
        sql.createTableIfNotExists(version())
                .columns(VERSION_NUMBER)
                .primaryKey(VERSION_NUMBER)
                .execute();
        sql.insertInto(version(), VERSION_NUMBER).values(VERSION).execute();
    }

    void createStates(DSLContext sql) {
        sql.createTableIfNotExists(states())
                .columns(STATES)
                .primaryKey(TABLE_PREFIX, SOURCE_NAME, KIND, NAMESPACE, STREAM_NAME)
                .execute();
    }

    void createLeases(DSLContext sql) {
        sql.createTableIfNotExists(leases())
                .columns(LEASES)
                .primaryKey(TABLE_PREFIX, NAMESPACE, STREAM_NAME, SYNC_NUMBER)
                .execute();
    }

    /** Lets one transaction at a time plan names or numbers; held until it ends. */
    void lock(DSLContext sql) {
        locking(sql.select(VERSION_NUMBER).from(version())).fetch();
    }

    /** Whether a write that began then has died, whatever its lease says: only this process can have written since a later moment. */
    boolean haveDied(OffsetDateTime startedAt) {
        return backend.aloneSince().filter(startedAt::isBefore).isPresent();
    }

    /** A query for rows of these tables that nobody else changes until the transaction ends. */
    <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
        return backend.tables().locking(query);
    }
}
