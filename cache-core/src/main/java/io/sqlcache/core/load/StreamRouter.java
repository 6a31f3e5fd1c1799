package io.sqlcache.core.load;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.Lease;
import io.sqlcache.core.table.EncodedColumn;
import io.sqlcache.core.table.LoadTables;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    private static final int MOST_CAUSES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(StreamRouter.class);

    private final SqlBackend backend;
    private final Lease lease;
    private final Predicate<StreamId> sharesTransaction;
    private final Map<StreamId, StreamLoad> loads = new LinkedHashMap<>();
    private final AsideTables asideTables;
    private final Lanes lanes;
    private @Nullable StreamLoad directOwner;
    private long sequence;

    /**
     * A router without open connections.
     *
     * @param lease what the write holds on its streams
     * @param sharesTransaction the streams that one global state covers
     */
    public StreamRouter(
            SqlBackend backend, Transactions transactions, Lease lease, Predicate<StreamId> sharesTransaction) {
        this.backend = backend;
        this.lanes = new Lanes(backend, transactions);
        this.lease = lease;
        this.asideTables = new AsideTables(backend, transactions, lease);
        this.sharesTransaction = sharesTransaction;
    }

    /**
     * Takes a stream in.
     *
     * @throws CacheException of kind {@code CONFIG} if its records cannot be written to its columns
     */
    public StreamLoad add(LoadTables tables) {
        StreamLoad load = new StreamLoad(tables);
        RowSink nowhere = new DiscardingSink();
        encoder(load, tables.target(), tables.columns(), nowhere);
        encoder(load, tables.staging(), tables.stagingColumns(), nowhere);
        loads.put(load.id(), load);
        return load;
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
     * Encodes a record into its stream's sink, unless it is read again and committed already or to be passed over.
     *
     * @param bytes of input that the record was
     * @param line of input that it stands on
     */
    public void write(RecordMessage record, long bytes, long line) throws SQLException {
        StreamLoad load = Objects.requireNonNull(loads.get(record.layout().stream()));
        if (load.progress().passesOver(line)) {
            return;
        }
        load.progress().needs(line);
        OpenSink taking = load.sinks().taking();
        OpenSink sink = taking == null ? sink(load) : taking;
        try {
            sink.encoder().encode(record, sequence++);
        } catch (OutOfMemoryError e) {
            throw GiantRecord.doesNotFit(load.id(), line, bytes, e);
        }
        if (sink.straight() && load.facts().needMerge()) {
            throw new MergeNeeded(load.id(), line);
        }
        load.progress().counted(bytes);
    }

    private OpenSink sink(StreamLoad load) throws SQLException {
        if (load.method().waitsForComplete()) {
            prepareLanding(load);
        }
        Route chosen = load.sinks().route();
        Route route = chosen == null ? choose(load) : chosen;
        OpenSink open = load.sinks().choose(route, sequence);
        if (open != null && open.straight() == load.goesStraight(route)) {
            return open;
        }
        if (open != null) {
            load.sinks().close(route);
        }
        OpenSink sink = open(load, route);
        load.sinks().open(route, sink);
        return sink;
    }

    private Route choose(StreamLoad load) {
        if (load.visibility().isSwapped()) {
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
        return load.addsRows()
                && load.tables().takesSinks()
                && !load.visibility().holdsStates();
    }

    private OpenSink open(StreamLoad load, Route route) throws SQLException {
        LoadTables tables = load.tables();
        if (route == Route.DIRECT) {
            return open(load, lanes.direct(), tables.landing(), tables.columns());
        }
        if (load.fillsLanding()) {
            return open(load, lanes.aside(), tables.landing(), tables.columns());
        }
        if (!load.method().mergesByKey() && tables.takesSinks()) {
            OpenSink held = hold(load);
            if (held != null) {
                return held;
            }
        }
        asideTables.prepareStaging(load);
        return open(load, lanes.aside(), load.staging(), tables.stagingColumns());
    }

    /** Most streams have few rows between two commits: tables in which they wait would cost more than the rows. */
    private @Nullable OpenSink hold(StreamLoad load) throws SQLException {
        TableDefinition landing = load.tables().landing();
        HoldingSink sink = lanes.aside().hold(landing, () -> stage(load)).orElse(null);
        if (sink == null) {
            return null;
        }
        LOG.debug("Rows of stream {} for table {} wait in memory", load.id(), landing.name());
        return new OpenSink(
                lanes.aside(), sink, encoder(load, landing, load.tables().columns(), sink), false, new HeldRows(sink));
    }

    /** Lets rows that wait in memory go to staging: they are too many, or have to be seen by another lane. */
    public void stage(StreamLoad load) throws SQLException {
        HeldRows held = load.sinks().held();
        if (held != null && held.areInMemory() && load.went(Route.ASIDE)) {
            asideTables.prepareStaging(load);
            held.stage(load.staging());
        }
    }

    private OpenSink open(StreamLoad load, Lane lane, TableDefinition table, List<EncodedColumn> columns)
            throws SQLException {
        LOG.debug("Rows of stream {} go to table {}", load.id(), table.name());
        RowSink sink = lane.open(table);
        return new OpenSink(
                lane,
                sink,
                encoder(load, table, columns, sink),
                load.method().mergesByKey() && columns == load.tables().columns(),
                null);
    }

    private RecordEncoder encoder(StreamLoad load, TableDefinition table, List<EncodedColumn> columns, RowSink sink) {
        ConfiguredStream stream = load.tables().plan().stream();
        SyncStamp stamp = new SyncStamp(stream.syncId().orElse(lease.sync().number()), stream.generationId());
        RowFitting fitting = backend.rowMeter(table, load.tables().usedColumns())
                .map(meter -> new RowFitting(meter, load.tables().plan().fieldsThatStay()))
                .orElse(null);
        return new RecordEncoder(columns, sink, stamp, backend.types().limits(), load.facts(), fitting);
    }

    /** Whether a failure is that of a row which went straight into a keyed table and has to be merged. */
    public boolean wantsMerge(Exception failure) {
        return loads.values().stream().anyMatch(StreamLoad::isStraight)
                && Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                        .limit(MOST_CAUSES)
                        .anyMatch(cause -> cause instanceof MergeNeeded
                                || (cause instanceof SQLException said && backend.isRefusedByKey(said)));
    }

    /** Lets rows be merged that went straight into their tables until now; to be followed by {@link #rollback}. */
    public void mergeFromNowOn() {
        loads.values().forEach(StreamLoad::mergeFromNowOn);
    }

    /**
     * Makes sure of the rows that went straight into keyed tables since the last commit, before the input that they came from is
     * forgotten. What follows them is merged.
     *
     * @throws SQLException also if one of them has to be merged
     */
    public void settleStraightRows() throws SQLException {
        List<StreamLoad> straight = loads.values().stream()
                .filter(load -> load.isStraight() && load.went(Route.DIRECT))
                .toList();
        if (!straight.isEmpty()) {
            lanes.direct().flush();
            straight.forEach(StreamLoad::mergeFromNowOn);
        }
    }

    /** Makes the hidden table of a stream whose rows wait for COMPLETE, unless it goes on with the one that is there. */
    public void prepareLanding(StreamLoad load) {
        asideTables.prepareLanding(load);
    }

    /** Its connections. */
    public Lanes lanes() {
        return lanes;
    }

    /**
     * Lets a commit have the lane of rows that are aside; the next ones go to another, and to other tables. To be followed by {@link #takeBackAside}
     * before this is done again.
     */
    public void handOverAside() {
        lanes.handOverAside();
        loads.values().forEach(StreamLoad::changeAside);
    }

    /** Has the lane that was handed over again: its commit is done. */
    public void takeBackAside() {
        lanes.takeBackAside();
    }

    /** Notes that a lane was committed: the direct one is free for another stream. */
    public void committed(Lane lane) {
        if (lanes.isDirect(lane)) {
            directOwner = null;
        }
    }

    /**
     * Drops the stream's tables that readers do not see, but for hidden rows that a later write may need. A failure is logged
     * only, for the rows are committed.
     */
    public void dropAside(StreamLoad load) {
        asideTables.drop(load);
    }

    /** Closes the connections, in whatever state they are. To be followed by {@link #rollback} before more is written. */
    public void disconnect() {
        lanes.close();
        directOwner = null;
    }

    /**
     * Takes every stream back to its last commit. What was aside is made anew: it may have rows of later records, or have lost
     * rows with its server.
     */
    public void rollback() {
        asideTables.rollback();
        loads.values().forEach(StreamLoad::rollback);
    }

    /** Forgets the uncommitted rows of all streams, closes the connections, drops what readers do not see. */
    @Override
    public void close() {
        disconnect();
        asideTables.dropAll(loads.values());
    }

    /** How long tables that readers do not see were made and dropped, in nanoseconds. */
    public long nanosOnTables() {
        return asideTables.nanos();
    }
}
