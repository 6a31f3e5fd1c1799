package io.sqlcache.core.state;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.quotedName;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableName;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
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
    static final int VERSION = 1;

    private static final int ATTEMPTS = 5;

    // _sqlcache_version: one row. Locking it is how plans are made one at a time.
    static final Field<Integer> VERSION_NUMBER = field(quotedName("version"), SQLDataType.INTEGER.notNull());

    // _sqlcache_streams: which stream has which table, and its columns.
    static final Field<String> TABLE_NAME =
            field(quotedName("table_name"), SQLDataType.VARCHAR(1000).notNull());
    static final Field<String> TABLE_PREFIX = field(quotedName("table_prefix"), SQLDataType.CLOB.notNull());
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

    // _sqlcache_state: the last state of each stream, or of a source as a whole.
    static final Field<String> KIND =
            field(quotedName("kind"), SQLDataType.VARCHAR(10).notNull());
    static final Field<String> STATE_JSON = field(quotedName("state_json"), SQLDataType.CLOB.notNull());
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

    private final SqlBackend backend;
    private final Transactions transactions;
    private final String schema;

    @Inject
    InternalTables(SqlBackend backend, Transactions transactions, SqlConfig config) {
        this.backend = backend;
        this.transactions = transactions;
        this.schema = config.schemaName();
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

    private Table<Record> table(String name) {
        return DSL.table(new TableName(schema, name).qualified());
    }

    /** Whether any write has been here, and its layout is ours. */
    boolean exist(DSLContext sql) {
        Optional<Integer> found = backend.tables()
                .find(sql, new TableName(schema, "_sqlcache_version"))
                .map(table -> sql.select(VERSION_NUMBER).from(version()).fetchOne(VERSION_NUMBER));
        found.ifPresent(this::checkVersion);
        return found.isPresent();
    }

    /** Creates the schema and the tables if they are missing; several writers may do so at once. */
    public void ensure() {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.run("prepare the schema \"" + schema + "\"", sql -> {
                    if (!exist(sql)) {
                        create(sql);
                    }
                    return true;
                });
                return;
            } catch (CacheException e) {
                // Another writer was faster: its tables are there at the next look.
                if (attempt == ATTEMPTS || !appeared()) {
                    throw e;
                }
                LOG.debug("Another writer created the internal tables of {} first", schema);
            }
        }
    }

    private boolean appeared() {
        return transactions.run("look into the schema \"" + schema + "\"", this::exist);
    }

    private void create(DSLContext sql) {
        backend.tables().createSchema(sql, schema);
        sql.createTableIfNotExists(streams())
                .columns(TABLE_NAME, TABLE_PREFIX, SOURCE_NAME, NAMESPACE, STREAM_NAME)
                .columns(COLUMNS, PRIMARY_KEY, CURSOR_FIELD, JSON_SCHEMA, UPDATED_AT)
                .primaryKey(TABLE_NAME)
                .execute();
        sql.createTableIfNotExists(states())
                .columns(SOURCE_NAME, KIND, NAMESPACE, STREAM_NAME, STATE_JSON, SYNC_NUMBER, UPDATED_AT)
                .primaryKey(SOURCE_NAME, KIND, NAMESPACE, STREAM_NAME)
                .execute();
        sql.createTableIfNotExists(syncs())
                .columns(SYNC_NUMBER, WRITER_ID, SOURCE_NAME, CONFIG_HASH, COMMITS, STARTED_AT, ENDED_AT, OUTCOME)
                .primaryKey(SYNC_NUMBER)
                .execute();
        // Last, because its row says that the others are there.
        sql.createTableIfNotExists(version())
                .columns(VERSION_NUMBER)
                .primaryKey(VERSION_NUMBER)
                .execute();
        sql.insertInto(version(), VERSION_NUMBER).values(VERSION).execute();
    }

    private void checkVersion(int found) {
        if (found > VERSION) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "The schema \"%s\" was written by a newer sqlcache (layout %d, this one knows %d); use that version or another schema."
                            .formatted(schema, found, VERSION));
        }
    }

    /** Lets one transaction at a time plan names or numbers; held until it ends. */
    void lock(DSLContext sql) {
        sql.select(VERSION_NUMBER).from(version()).forUpdate().fetch();
    }
}
