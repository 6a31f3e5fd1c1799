package io.sqlcache.core.state;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.SyncLog.Sync;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which write has which streams. A lease is its write's row of the sync log: that has not ended, and says until when it lasts.
 *
 * <p>Who takes streams over ends the other's row first, under lock; and who commits needs a row that has not ended. So one of
 * two writers of a stream finds that it has lost, whatever their clocks and pauses. The clock that counts is the database's.
 */
public final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** How a write is noted that others took for dead. */
    static final String ABANDONED = "ABANDONED";

    private static final int SECONDS_FOR_ANOTHERS_COMMIT = 10;

    private final InternalTables tables;
    private final Transactions transactions;
    private final String prefix;

    /** Of one open cache. */
    public Leases(InternalTables tables, Transactions transactions, SqlConfig config) {
        this.tables = tables;
        this.transactions = transactions;
        this.prefix = config.tablePrefix();
    }

    /**
     * A write that has some of the streams.
     *
     * @param stream one of them
     * @param syncNumber the write's number
     * @param source the source that it reads
     * @param startedAt when it began, by its own clock
     * @param left how long its lease lasts if it is not renewed; negative if it has run out
     */
    public record Holder(StreamId stream, long syncNumber, String source, OffsetDateTime startedAt, Duration left) {}

    /** What the database's clock says. */
    static OffsetDateTime now(DSLContext sql) {
        return sql.select(DSL.currentOffsetDateTime()).fetchSingle().value1();
    }

    /**
     * Takes over the streams of writes whose leases have run out: these commit nothing any more.
     *
     * @return a write that has some of the streams and whose lease lasts; then nothing was taken over
     */
    Optional<Holder> takeOver(DSLContext sql, Collection<StreamId> streams) {
        OffsetDateTime now = now(sql);
        List<Long> runOut = new ArrayList<>();
        for (Map.Entry<Long, StreamId> given : given(sql, streams).entrySet()) {
            Record living = living(sql, given.getKey());
            if (living == null) {
                continue;
            }
            Holder holder = holder(living, given.getValue(), now);
            if (!holder.left().isNegative() && !tables.haveDied(holder.startedAt())) {
                return Optional.of(holder);
            }
            runOut.add(given.getKey());
        }
        runOut.forEach(number -> end(sql, number, now));
        return Optional.empty();
    }

    /** The writes that have or had some of these streams, with one of them. */
    private SortedMap<Long, StreamId> given(DSLContext sql, Collection<StreamId> streams) {
        SortedMap<Long, StreamId> given = new TreeMap<>();
        sql.select(InternalTables.LEASES)
                .from(tables.leases())
                .where(InternalTables.TABLE_PREFIX.eq(prefix))
                .forEach(row -> {
                    if (streams.contains(stream(row))) {
                        given.put(row.get(InternalTables.SYNC_NUMBER), stream(row));
                    }
                });
        return given;
    }

    /** An earlier write of the same source whose lease lasts; null if there is none. */
    @Nullable
    Long earlier(DSLContext sql, Sync sync) {
        return sql.select(DSL.min(InternalTables.SYNC_NUMBER))
                .from(tables.syncs())
                .where(InternalTables.SOURCE_NAME.eq(sync.source()))
                .and(InternalTables.SYNC_NUMBER.lt(sync.number()))
                .and(InternalTables.ENDED_AT.isNull())
                .and(InternalTables.LEASED_UNTIL.gt(now(sql)))
                .and(InternalTables.SYNC_NUMBER.in(DSL.select(InternalTables.SYNC_NUMBER)
                        .from(tables.leases())
                        .where(InternalTables.TABLE_PREFIX.eq(prefix))))
                .fetchOne(0, Long.class);
    }

    /** The row of a write, locked: a commit of it that is under way is waited for. Null if it has ended. */
    private @Nullable Record living(DSLContext sql, long number) {
        return tables.locking(sql.select(InternalTables.SYNCS)
                        .from(tables.syncs())
                        .where(InternalTables.SYNC_NUMBER.eq(number))
                        .and(InternalTables.ENDED_AT.isNull()))
                .queryTimeout(SECONDS_FOR_ANOTHERS_COMMIT)
                .fetchOne();
    }

    private static Holder holder(Record sync, StreamId stream, OffsetDateTime now) {
        OffsetDateTime until = sync.get(InternalTables.LEASED_UNTIL);
        return new Holder(
                stream,
                sync.get(InternalTables.SYNC_NUMBER),
                sync.get(InternalTables.SOURCE_NAME),
                sync.get(InternalTables.STARTED_AT),
                until == null ? Duration.ofNanos(-1) : Duration.between(now, until));
    }

    private void end(DSLContext sql, long number, OffsetDateTime now) {
        sql.update(tables.syncs())
                .set(InternalTables.ENDED_AT, now)
                .set(InternalTables.OUTCOME, ABANDONED)
                .where(InternalTables.SYNC_NUMBER.eq(number))
                .execute();
        LOG.info("Taking over from sync {}, which has died", number);
    }

    /** Gives the streams to a write. */
    void give(DSLContext sql, Sync sync, Collection<StreamId> streams) {
        List<Map<Field<?>, Object>> rows = new ArrayList<>();
        for (StreamId stream : streams) {
            Map<Field<?>, Object> row = new LinkedHashMap<>();
            row.put(InternalTables.TABLE_PREFIX, prefix);
            row.put(InternalTables.NAMESPACE, InternalTables.namespace(stream));
            row.put(InternalTables.STREAM_NAME, stream.name());
            row.put(InternalTables.SYNC_NUMBER, sync.number());
            rows.add(row);
        }
        InternalTables.insert(sql, tables.leases(), rows);
    }

    /** Forgets that the write had streams: it left no tables. */
    void forget(DSLContext sql, long syncNumber) {
        sql.deleteFrom(tables.leases())
                .where(InternalTables.SYNC_NUMBER.eq(syncNumber))
                .execute();
    }

    /** The writes that do not live any more and may have left tables, by the stream that these belong to. */
    public Map<StreamId, List<Long>> leftBehind() {
        return transactions.run(
                "look for what earlier writes have left",
                sql -> sql.select(InternalTables.LEASES)
                        .from(tables.leases())
                        .where(InternalTables.TABLE_PREFIX.eq(prefix))
                        .and(InternalTables.SYNC_NUMBER.notIn(DSL.select(InternalTables.SYNC_NUMBER)
                                .from(tables.syncs())
                                .where(InternalTables.ENDED_AT.isNull())))
                        .orderBy(InternalTables.SYNC_NUMBER)
                        .fetchGroups(Leases::stream, row -> row.get(InternalTables.SYNC_NUMBER)));
    }

    /** Notes that nothing is left any more of what this write left of the stream. */
    public void swept(DSLContext sql, StreamId stream, long syncNumber) {
        sql.deleteFrom(tables.leases())
                .where(InternalTables.TABLE_PREFIX.eq(prefix))
                .and(InternalTables.NAMESPACE.eq(InternalTables.namespace(stream)))
                .and(InternalTables.STREAM_NAME.eq(stream.name()))
                .and(InternalTables.SYNC_NUMBER.eq(syncNumber))
                .execute();
    }

    private static StreamId stream(Record row) {
        return new StreamId(row.get(InternalTables.NAMESPACE), row.get(InternalTables.STREAM_NAME));
    }
}
