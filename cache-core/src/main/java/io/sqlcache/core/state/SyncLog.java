package io.sqlcache.core.state;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.sql.Transactions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One row a write: who, from where, how many commits, and until when its streams are its own. A commit that finds its row
 * changed does not happen.
 */
public final class SyncLog {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLog.class);

    private static final int SECONDS_FOR_A_LOST_COMMIT = 10;

    private final InternalTables tables;
    private final Leases leases;
    private final Transactions transactions;
    private final String configHash;
    private final Map<Sync, End> unnoted = new ConcurrentHashMap<>();

    /** Of one open cache. */
    public SyncLog(InternalTables tables, Leases leases, Transactions transactions, SqlConfig config) {
        this.tables = tables;
        this.leases = leases;
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
    public record Sync(long number, String writerId, String source) implements Beginning {}

    /** How a write ended, and whether it has left nothing to sweep. */
    private record End(WriteSummary.Outcome outcome, boolean clean) {}

    /** Who asks to begin a write. */
    public sealed interface Beginning {}

    /** Another write has one of the streams. */
    public record Taken(Leases.Holder by) implements Beginning {}

    /**
     * Notes that a write begins, and gives it its streams, unless another one has some of them; once, however often that is tried.
     *
     * @param writerId tells it from every other writer
     * @param term how long they are its own without {@link #renew}
     */
    public Beginning begin(String source, String writerId, Collection<StreamId> streams, Duration term) {
        noteEnds();
        long start = System.nanoTime();
        Beginning beginning = transactions.run("note the start of a sync", sql -> {
            tables.lock(sql);
            Optional<Sync> begun = begun(sql, source, writerId);
            if (begun.isPresent()) {
                return begun.get();
            }
            Optional<Leases.Holder> other = leases.takeOver(sql, streams);
            if (other.isPresent()) {
                return new Taken(other.get());
            }
            Sync sync = insert(sql, source, writerId, term);
            leases.give(sql, sync, streams);
            return sync;
        });
        // The term counts from before the wait for whoever began at the same time.
        if (beginning instanceof Sync sync && System.nanoTime() - start > term.toNanos() / 2) {
            renew(sync, term);
        }
        return beginning;
    }

    /** Writes of this cache whose end the database was not there to hear of need not be waited for. */
    private void noteEnds() {
        try {
            Map.copyOf(unnoted).forEach(this::noteEnd);
        } catch (CacheException e) {
            LOG.debug("The end of a sync is still not noted: its lease has to run out", e);
        }
    }

    /** What an earlier try has done, whose commit was lost on its way. */
    private Optional<Sync> begun(DSLContext sql, String source, String writerId) {
        return sql.select(InternalTables.SYNC_NUMBER)
                .from(tables.syncs())
                .where(InternalTables.WRITER_ID.eq(writerId))
                .fetchOptional(InternalTables.SYNC_NUMBER)
                .map(number -> new Sync(number, writerId, source));
    }

    private Sync insert(DSLContext sql, String source, String writerId, Duration term) {
        Long last = sql.select(DSL.max(InternalTables.SYNC_NUMBER))
                .from(tables.syncs())
                .fetchOne(0, Long.class);
        Sync sync = new Sync(last == null ? 1 : last + 1, writerId, source);
        sql.insertInto(tables.syncs())
                .set(InternalTables.SYNC_NUMBER, sync.number())
                .set(InternalTables.WRITER_ID, sync.writerId())
                .set(InternalTables.SOURCE_NAME, source)
                .set(InternalTables.CONFIG_HASH, configHash)
                .set(InternalTables.COMMITS, 0L)
                .set(InternalTables.STARTED_AT, OffsetDateTime.now(ZoneOffset.UTC))
                .set(InternalTables.LEASED_UNTIL, Leases.now(sql).plus(term))
                .execute();
        return sync;
    }

    /**
     * Lets the write's streams be its own for longer.
     *
     * @return false if they are another's by now
     */
    public boolean renew(Sync sync, Duration term) {
        String action = "renew the lease of sync " + sync.number();
        // The database's clock may stand still during a transaction: its row is waited for in one that comes before.
        transactions.run(
                action,
                sql -> tables.locking(sql.select(InternalTables.COMMITS)
                                .from(tables.syncs())
                                .where(isAlive(sync)))
                        .fetch());
        return transactions.run(
                action,
                sql -> sql.update(tables.syncs())
                                .set(
                                        InternalTables.LEASED_UNTIL,
                                        Leases.now(sql).plus(term))
                                .where(isAlive(sync))
                                .execute()
                        == 1);
    }

    /**
     * Counts a commit, inside its transaction, and thereby keeps others from taking the streams over until that ends.
     *
     * @param commit its rank among this write's commits, from 1
     * @throws CacheException of kind {@code TRANSIENT} if the row is not as this writer left it
     */
    public void advance(DSLContext sql, Sync sync, long commit) {
        int updated = sql.update(tables.syncs())
                .set(InternalTables.COMMITS, commit)
                .where(isAlive(sync))
                .and(InternalTables.COMMITS.eq(commit - 1))
                .execute();
        if (updated != 1) {
            throw gone(sql, sync, commit - 1);
        }
    }

    /**
     * Counts what is committed, also if the connection was lost during a commit: waits until the transaction of that connection
     * has ended, for it holds a lock on this writer's row; not for long.
     *
     * @throws CacheException of kind {@code TRANSIENT} if the row is not as this writer left it
     */
    public long commits(Sync sync) {
        return transactions.run("find out what is committed", sql -> commits(sql, sync));
    }

    /**
     * Makes sure that no earlier write of the same source is under way: a state of all streams is one for both.
     *
     * @throws CacheException of kind {@code TRANSIENT} naming it
     */
    public void requireAlone(DSLContext sql, Sync sync) {
        Long other = leases.earlier(sql, sync);
        if (other != null) {
            throw new CacheException(
                    CacheException.Kind.TRANSIENT,
                    "Cannot store the state of source \"%s\": it is one for all its streams, and sync %d is writing others of them. Write all streams of this source at once, or start it again when that sync has ended."
                            .formatted(sync.source(), other));
        }
    }

    /** {@link #commits(Sync)}, in a transaction that keeps others from taking the streams over until it ends. */
    long commits(DSLContext sql, Sync sync) {
        Long commits = tables.locking(
                        sql.select(InternalTables.COMMITS).from(tables.syncs()).where(isAlive(sync)))
                .queryTimeout(SECONDS_FOR_A_LOST_COMMIT)
                .fetchOne(InternalTables.COMMITS);
        if (commits == null) {
            throw gone(sql, sync, 0);
        }
        return commits;
    }

    private static Condition isAlive(Sync sync) {
        return InternalTables.SYNC_NUMBER
                .eq(sync.number())
                .and(InternalTables.WRITER_ID.eq(sync.writerId()))
                .and(InternalTables.ENDED_AT.isNull());
    }

    /**
     * What to tell if the row is not as this write has left it.
     *
     * @param known how many commits it knows of
     */
    private CacheException gone(DSLContext sql, Sync sync, long known) {
        Record row = sql.select(InternalTables.SYNCS)
                .from(tables.syncs())
                .where(InternalTables.SYNC_NUMBER.eq(sync.number()))
                .and(InternalTables.WRITER_ID.eq(sync.writerId()))
                .fetchOne();
        if (row == null) {
            return lost("row %d of _sqlcache_syncs, which belongs to this write, is gone or another writer's"
                    .formatted(sync.number()));
        }
        long found = row.get(InternalTables.COMMITS);
        if (Leases.ABANDONED.equals(row.get(InternalTables.OUTCOME))) {
            return lost(
                    "sync %d did not renew its lease in time, and another write has taken its streams over, after %d of its commits"
                            .formatted(sync.number(), found));
        }
        return row.get(InternalTables.ENDED_AT) == null
                ? differs(found, known)
                : lost("sync " + sync.number() + " has ended");
    }

    private static CacheException lost(String reason) {
        return new CacheException(
                CacheException.Kind.TRANSIENT,
                "Cannot commit: %s. Start the source again from the stored state.".formatted(reason));
    }

    /**
     * What to tell if the database has not what was committed.
     *
     * @param found how many commits of the write it has
     * @param known how many the write knows of
     */
    public static CacheException differs(long found, long known) {
        return new CacheException(
                CacheException.Kind.TRANSIENT,
                "Cannot go on writing: the database says that %d commits of this write happened, where %d are known; it is not the one that was written to. Start the sync again."
                        .formatted(found, known));
    }

    /** Notes how a write ended; its streams are free. What others have noted of it stays. */
    public void end(Lease lease, WriteSummary.Outcome outcome) {
        Sync sync = lease.sync();
        End end = new End(outcome, lease.isClean());
        unnoted.put(sync, end);
        noteEnd(sync, end);
    }

    private void noteEnd(Sync sync, End end) {
        transactions.run("note the end of a sync", sql -> noteEnd(sql, sync, end));
        unnoted.remove(sync);
    }

    private int noteEnd(DSLContext sql, Sync sync, End end) {
        if (end.clean()) {
            leases.forget(sql, sync.number());
        }
        return sql.update(tables.syncs())
                .set(InternalTables.ENDED_AT, OffsetDateTime.now(ZoneOffset.UTC))
                .set(InternalTables.OUTCOME, end.outcome().name())
                .where(isAlive(sync))
                .queryTimeout(SECONDS_FOR_A_LOST_COMMIT)
                .execute();
    }
}
