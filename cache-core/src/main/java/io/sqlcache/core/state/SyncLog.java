package io.sqlcache.core.state;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.WriteSummary;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** One row a write: who, from where, and how many commits. A commit that finds its row changed does not happen. */
public final class SyncLog {

    private static final int SECONDS_FOR_A_LOST_COMMIT = 10;

    private final InternalTables tables;
    private final Transactions transactions;
    private final String configHash;

    @Inject
    SyncLog(InternalTables tables, Transactions transactions, SqlConfig config) {
        this.tables = tables;
        this.transactions = transactions;
        this.configHash = config.configHash();
    }

    /**
     * A write that has begun.
     *
     * @param number its number in this schema, rising
     * @param writerId tells it from every other writer
     * @param source the source it reads
     */
    public record Sync(long number, String writerId, String source) {}

    /** Notes that a write begins. */
    public Sync begin(String source) {
        return transactions.run("note the start of a sync", sql -> {
            tables.lock(sql);
            Long last = sql.select(DSL.max(InternalTables.SYNC_NUMBER))
                    .from(tables.syncs())
                    .fetchOne(0, Long.class);
            Sync sync = new Sync(last == null ? 1 : last + 1, UUID.randomUUID().toString(), source);
            sql.insertInto(tables.syncs())
                    .set(InternalTables.SYNC_NUMBER, sync.number())
                    .set(InternalTables.WRITER_ID, sync.writerId())
                    .set(InternalTables.SOURCE_NAME, source)
                    .set(InternalTables.CONFIG_HASH, configHash)
                    .set(InternalTables.COMMITS, 0L)
                    .set(InternalTables.STARTED_AT, OffsetDateTime.now(ZoneOffset.UTC))
                    .execute();
            return sync;
        });
    }

    /**
     * Counts a commit, inside its transaction.
     *
     * @param commit its rank among this write's commits, from 1
     * @throws CacheException of kind {@code TRANSIENT} if the row is not as this writer left it
     */
    public void advance(DSLContext sql, Sync sync, long commit) {
        int updated = sql.update(tables.syncs())
                .set(InternalTables.COMMITS, commit)
                .where(InternalTables.SYNC_NUMBER.eq(sync.number()))
                .and(InternalTables.WRITER_ID.eq(sync.writerId()))
                .execute();
        if (updated != 1) {
            throw gone(sync);
        }
    }

    /**
     * Counts what is committed, also if the connection was lost during a commit: waits until the transaction of that connection
     * has ended, for it holds a lock on this writer's row; not for long.
     *
     * @throws CacheException of kind {@code TRANSIENT} if the row is not as this writer left it
     */
    public long commits(Sync sync) {
        Long commits = transactions.run(
                "find out what is committed",
                sql -> sql.select(InternalTables.COMMITS)
                        .from(tables.syncs())
                        .where(InternalTables.SYNC_NUMBER.eq(sync.number()))
                        .and(InternalTables.WRITER_ID.eq(sync.writerId()))
                        .forUpdate()
                        .queryTimeout(SECONDS_FOR_A_LOST_COMMIT)
                        .fetchOne(InternalTables.COMMITS));
        if (commits == null) {
            throw gone(sync);
        }
        return commits;
    }

    private static CacheException gone(Sync sync) {
        return new CacheException(
                CacheException.Kind.TRANSIENT,
                "Cannot commit: row %d of _sqlcache_syncs, which belongs to this write, is gone or another writer's. Nothing of this commit was kept; start the sync again."
                        .formatted(sync.number()));
    }

    /** Notes how a write ended. */
    public void end(Sync sync, WriteSummary.Outcome outcome) {
        transactions.run(
                "note the end of a sync",
                sql -> sql.update(tables.syncs())
                        .set(InternalTables.ENDED_AT, OffsetDateTime.now(ZoneOffset.UTC))
                        .set(InternalTables.OUTCOME, outcome.name())
                        .where(InternalTables.SYNC_NUMBER.eq(sync.number()))
                        .execute());
    }
}
