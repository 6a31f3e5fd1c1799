package io.sqlcache.core.load;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.sql.Pauses;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.sql.Tries;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.table.LoadTables;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and drops the tables of one write that readers do not see. Not thread-safe. */
final class AsideTables {

    private static final Logger LOG = LoggerFactory.getLogger(AsideTables.class);

    private static final int MOST_STALE_CONNECTIONS = 8;
    private static final Duration LONGEST_FOR_STALE_CONNECTIONS = Duration.ofSeconds(1);

    private final SqlBackend backend;
    private final Transactions transactions;
    private final Lease lease;
    /** Tables to drop in the end; those of them that were made since the last connect have what belongs into them. */
    private final Set<TableName> temporary = new HashSet<>();

    private final Set<TableName> prepared = new HashSet<>();
    private long nanos;

    AsideTables(SqlBackend backend, Transactions transactions, Lease lease) {
        this.backend = backend;
        this.transactions = transactions;
        this.lease = lease;
    }

    /** Makes the hidden table of a stream whose rows wait for COMPLETE, unless it goes on with the one that is there. */
    void prepareLanding(StreamLoad load) {
        TableDefinition landing = load.tables().landing();
        if (load.visibility().hasResumableRows() || load.visibility().hasDurableRows()) {
            temporary.add(landing.name());
        } else {
            prepare(landing, TableKind.DURABLE, load);
        }
    }

    /** Makes the table in which rows wait for their commit. */
    void prepareStaging(StreamLoad load) {
        prepare(load.staging(), TableKind.STAGING, load);
    }

    private void prepare(TableDefinition table, TableKind kind, StreamLoad load) {
        if (!prepared.add(table.name())) {
            return;
        }
        temporary.add(table.name());
        long before = System.nanoTime();
        boolean fillable = transactions.run(
                "create table \"" + table.name() + "\" for the rows of stream \"" + load.id() + "\"", sql -> {
                    // What is in the way may be rows of the write that has the stream by now.
                    lease.require(sql);
                    backend.tables().drop(sql, table.name());
                    backend.tables().create(sql, table, kind);
                    return kind == TableKind.STAGING
                            || !load.method().mergesByKey()
                            || backend.tables()
                                    .indexKey(
                                            sql,
                                            table.name(),
                                            load.tables().plan().key());
                });
        nanos += System.nanoTime() - before;
        if (!fillable) {
            load.mergeFromNowOn();
        }
    }

    /** Makes every table anew that is needed again: it may have rows of later records, or have lost rows with its server. */
    void rollback() {
        prepared.clear();
    }

    /**
     * Drops the stream's tables, but for hidden rows that a later write may need. A failure is logged only.
     *
     * @return whether none is left
     */
    boolean drop(StreamLoad load) {
        LoadTables tables = load.tables();
        boolean done = drop(tables.staging().name(), load)
                && drop(tables.secondStaging().name(), load);
        if (done && load.method().waitsForComplete() && !load.visibility().hasResumableRows()) {
            done = drop(tables.landing().name(), load);
        }
        return done;
    }

    private boolean drop(TableName table, StreamLoad load) {
        if (!temporary.remove(table)) {
            return true;
        }
        long before = System.nanoTime();
        boolean dropped = new Tries(
                        Pauses.none(MOST_STALE_CONNECTIONS, LONGEST_FOR_STALE_CONNECTIONS),
                        failure -> failure.kind() == CacheException.Kind.TRANSIENT)
                .orGiveUp(
                        () -> dropOnce(table, load),
                        failure ->
                                LOG.warn("{} It is dropped by the next write of this stream.", failure.getMessage()));
        nanos += System.nanoTime() - before;
        return dropped;
    }

    private void dropOnce(TableName table, StreamLoad load) {
        transactions.run("drop table \"" + table + "\"", sql -> {
            if (table.equals(load.tables().generation())) {
                // The one name that the write which has the stream by now uses too.
                lease.require(sql);
            }
            backend.tables().drop(sql, table);
            return true;
        });
    }

    /** How long all that took so far. */
    long nanos() {
        return nanos;
    }

    /** Drops the tables of all streams. */
    void dropAll(Collection<StreamLoad> loads) {
        for (StreamLoad load : loads) {
            if (!drop(load)) {
                return; // a database that is not there would be waited for once a table
            }
        }
        lease.leavesNothing();
    }
}
