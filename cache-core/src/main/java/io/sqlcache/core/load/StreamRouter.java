package io.sqlcache.core.load;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.load.StreamLoad.OpenSink;
import io.sqlcache.core.load.StreamLoad.Route;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.state.Transactions;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each record the right way, on one of two connections.
 *
 * <p>The direct lane's transaction holds visible rows of one stream only, so that its commit never shows rows of another that
 * no state covers; under a global state it holds those of all covered streams. Everything else goes aside on the second lane,
 * where nothing is visible, and is moved at its own checkpoint.
 */
public final class StreamRouter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamRouter.class);

    private static final int MOST_STALE_CONNECTIONS = 8;
    private static final long NANOS_FOR_STALE_CONNECTIONS = 1_000_000_000;

    private final SqlBackend backend;
    private final Transactions transactions;
    private final long syncNumber;
    private final Predicate<StreamId> sharesTransaction;
    private final Map<StreamId, StreamLoad> loads = new LinkedHashMap<>();
    /** Tables to drop in the end; those of them that were made since the last connect have what belongs into them. */
    private final Set<TableName> temporary = new HashSet<>();

    private final Set<TableName> prepared = new HashSet<>();
    private @Nullable Lane direct;
    private @Nullable Lane aside;
    private @Nullable StreamLoad directOwner;
    private long sequence;

    /**
     * A router without open connections.
     *
     * @param syncNumber stands in where the catalog has no sync id
     * @param sharesTransaction the streams that one global state covers
     */
    public StreamRouter(
            SqlBackend backend, Transactions transactions, long syncNumber, Predicate<StreamId> sharesTransaction) {
        this.backend = backend;
        this.transactions = transactions;
        this.syncNumber = syncNumber;
        this.sharesTransaction = sharesTransaction;
    }

    /** Takes a stream in. */
    public void add(LoadTables tables) {
        loads.put(tables.plan().id(), new StreamLoad(tables));
    }

    /** The streams in the order of the catalog. */
    public Collection<StreamLoad> loads() {
        return loads.values();
    }

    /** The stream of this name; null if the catalog does not have it. */
    public @Nullable StreamLoad load(StreamId id) {
        return loads.get(id);
    }

    /**
     * Encodes a record into its stream's sink, unless it is read again and committed already.
     *
     * @param bytes of input that the record was
     * @param line of input that it stands on
     */
    public void write(RecordMessage record, long bytes, long line) throws SQLException {
        StreamLoad load = Objects.requireNonNull(loads.get(record.layout().stream()));
        if (line <= load.committedLine()) {
            return;
        }
        load.needs(line);
        Route route = load.route();
        if (route == null) {
            route = choose(load);
            load.route(route);
        }
        OpenSink sink = load.sink(route);
        if (sink == null) {
            sink = open(load, route);
            load.sink(route, sink);
        }
        try {
            sink.encoder().encode(record, sequence++);
        } catch (OutOfMemoryError e) {
            throw GiantRecord.doesNotFit(load.id(), line, bytes, e);
        }
        load.counted(bytes);
    }

    private Route choose(StreamLoad load) {
        if (load.isSwapped()) {
            throw new CacheException(
                    CacheException.Kind.DATA,
                    "Stream \"%s\" sent a record after its status COMPLETE, when its new rows had already replaced the old ones. The source must not do that; report it there, or use APPEND or MERGE."
                            .formatted(load.id()));
        }
        if (!mayGoDirectly(load)) {
            return Route.ASIDE;
        }
        boolean free = directOwner == null
                || directOwner == load
                || (sharesTransaction.test(load.id()) && sharesTransaction.test(directOwner.id()));
        if (free) {
            directOwner = load;
            return Route.DIRECT;
        }
        return Route.ASIDE;
    }

    /** Whether rows may be written where they are to stay, in the transaction of the state that covers them. */
    private static boolean mayGoDirectly(StreamLoad load) {
        return load.method() == LoadMethod.APPEND || (load.method() == LoadMethod.REPLACE && !load.holdsStates());
    }

    private OpenSink open(StreamLoad load, Route route) throws SQLException {
        LoadTables tables = load.tables();
        if (load.method().waitsForComplete()) {
            prepareLanding(load);
        }
        if (route == Route.DIRECT) {
            return open(load, directLane(), tables.landing(), tables.columns());
        }
        if (load.method() == LoadMethod.REPLACE && load.holdsStates()) {
            return open(load, asideLane(), tables.landing(), tables.columns());
        }
        prepare(tables.staging(), TableKind.STAGING, load);
        return open(load, asideLane(), tables.staging(), tables.stagingColumns());
    }

    private OpenSink open(StreamLoad load, Lane lane, TableDefinition table, List<EncodedColumn> columns)
            throws SQLException {
        LOG.debug("Rows of stream {} go to table {}", load.id(), table.name());
        RowSink sink = lane.open(table);
        ConfiguredStream stream = load.tables().plan().stream();
        SyncStamp stamp = new SyncStamp(stream.syncId().orElse(syncNumber), stream.generationId());
        return new OpenSink(lane, sink, new RecordEncoder(columns, sink, stamp));
    }

    /** Makes the hidden table of a stream whose rows wait for COMPLETE, unless it goes on with the one that is there. */
    public void prepareLanding(StreamLoad load) {
        if (load.hiddenRowsKept()) {
            temporary.add(load.tables().landing().name());
        } else {
            prepare(load.tables().landing(), TableKind.DURABLE, load);
        }
    }

    /** Leftovers of a write that died make way. */
    private void prepare(TableDefinition table, TableKind kind, StreamLoad load) {
        if (!prepared.add(table.name())) {
            return;
        }
        temporary.add(table.name());
        transactions.run("create table \"" + table.name() + "\" for the rows of stream \"" + load.id() + "\"", sql -> {
            backend.tables().drop(sql, table.name());
            backend.tables().create(sql, table, kind);
            if (kind == TableKind.DURABLE && load.method().mergesByKey()) {
                backend.tables()
                        .indexKey(sql, table.name(), load.tables().plan().key());
            }
            return true;
        });
    }

    /** The lane whose uncommitted rows are visible once committed. */
    public Lane directLane() {
        Lane lane = direct;
        if (lane == null) {
            lane = new Lane(backend, transactions, "open a connection to write");
            direct = lane;
        }
        return lane;
    }

    /** The lane whose rows readers do not see. */
    public Lane asideLane() {
        Lane lane = aside;
        if (lane == null) {
            lane = new Lane(backend, transactions, "open a second connection to write");
            aside = lane;
        }
        return lane;
    }

    /** Notes that a lane was committed: the direct one is free for another stream. */
    public void committed(Lane lane) {
        if (lane == direct) {
            directOwner = null;
        }
    }

    /**
     * Drops the stream's tables that readers do not see, but for hidden rows that a later write may need. A failure is logged
     * only, for the rows are committed.
     */
    public void dropAside(StreamLoad load) {
        droppedAside(load);
    }

    private boolean droppedAside(StreamLoad load) {
        LoadTables tables = load.tables();
        boolean done = drop(tables.staging().name());
        if (done && load.method().waitsForComplete() && !load.hiddenRowsKept()) {
            done = drop(tables.landing().name());
        }
        return done;
    }

    /** Closes the connections, in whatever state they are. To be followed by {@link #rollback} before more is written. */
    public void disconnect() {
        closeLane(direct);
        closeLane(aside);
        direct = null;
        aside = null;
        directOwner = null;
    }

    /**
     * Takes every stream back to its last commit. What was aside is made anew: it may have rows of later records, or have lost
     * rows with its server.
     */
    public void rollback() {
        prepared.clear();
        loads.values().forEach(StreamLoad::rollback);
    }

    /** Forgets the uncommitted rows of all streams, closes the connections, drops what readers do not see. */
    @Override
    public void close() {
        disconnect();
        for (StreamLoad load : loads.values()) {
            if (!droppedAside(load)) {
                return; // a database that is not there would be waited for once a table
            }
        }
    }

    private static void closeLane(@Nullable Lane lane) {
        if (lane != null) {
            try {
                lane.close();
            } catch (SQLException e) {
                LOG.debug("A connection of the write did not close cleanly", e);
            }
        }
    }

    private boolean drop(TableName table) {
        if (!temporary.remove(table)) {
            return true;
        }
        long start = System.nanoTime();
        for (int tries = 1; ; tries++) {
            try {
                transactions.run("drop table \"" + table + "\"", sql -> {
                    backend.tables().drop(sql, table);
                    return true;
                });
                return true;
            } catch (CacheException e) {
                // A pool may have several connections that were lost together, and gives them away one by one.
                boolean isStale = e.kind() == CacheException.Kind.TRANSIENT
                        && tries < MOST_STALE_CONNECTIONS
                        && System.nanoTime() - start < NANOS_FOR_STALE_CONNECTIONS;
                if (!isStale) {
                    LOG.warn("{} It is dropped by the next write of this stream.", e.getMessage());
                    return false;
                }
            }
        }
    }
}
