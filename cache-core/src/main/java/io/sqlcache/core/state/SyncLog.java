package io.sqlcache.core.state;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * One row a write: who, from where, how many commits, and until when its streams are its own. A commit that finds its row
 * changed does not happen.
 */
public final class SyncLog {

    private static final int SECONDS_FOR_A_LOST_COMMIT = 10;

    private final InternalTables tables;
    private final Leases leases;
    private final Transactions transactions;
    private final String configHash;
    private final Map<Sync, End> unnoted = new ConcurrentHashMap<>();

    @Inject
    SyncLog(InternalTables tables, Leases leases, Transactions transactions, SqlConfig config) {
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
        // Writes of this cache whose end the database was not there to hear of need not be waited for.
        Map<Sync, End> ended = Map.copyOf(unnoted);
        Beginning beginning = transactions.run("note the start of a sync", sql -> {
            tables.lock(sql);
            ended.forEach((other, end) -> noteEnd(sql, other, end));
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
        unnoted.keySet().removeAll(ended.keySet());
        return beginning;
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
        return transactions.run(
                "renew the lease of sync " + sync.number(),
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
                .execute();
        if (updated != 1) {
            throw gone(sql, sync);
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

    /** {@link #commits(Sync)}, in a transaction that keeps others from taking the streams over until it ends. */
    long commits(DSLContext sql, Sync sync) {
        Long commits = sql.select(InternalTables.COMMITS)
                .from(tables.syncs())
                .where(isAlive(sync))
                .forUpdate()
                .queryTimeout(SECONDS_FOR_A_LOST_COMMIT)
                .fetchOne(InternalTables.COMMITS);
        if (commits == null) {
            throw gone(sql, sync);
        }
        return commits;
    }

    private static Condition isAlive(Sync sync) {
        return InternalTables.SYNC_NUMBER
                .eq(sync.number())
                .and(InternalTables.WRITER_ID.eq(sync.writerId()))
                .and(InternalTables.ENDED_AT.isNull());
    }

    private CacheException gone(DSLContext sql, Sync sync) {
        boolean abandoned = sql.fetchExists(
                tables.syncs(),
                InternalTables.WRITER_ID.eq(sync.writerId()).and(InternalTables.OUTCOME.eq(Leases.ABANDONED)));
        String reason = abandoned
                ? "sync %d did not renew its lease in time, and another write has taken its streams over"
                : "row %d of _sqlcache_syncs, which belongs to this write, is gone or another writer's";
        return new CacheException(
                CacheException.Kind.TRANSIENT,
                ("Cannot commit: " + reason
                                + ". Nothing of this commit was kept; start the source again from the stored state.")
                        .formatted(sync.number()));
    }

    /** Notes how a write ended; its streams are free. What others have noted of it stays. */
    public void end(Lease lease, WriteSummary.Outcome outcome) {
        Sync sync = lease.sync();
        End end = new End(outcome, lease.isClean());
        unnoted.put(sync, end);
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
                .execute();
    }
}
