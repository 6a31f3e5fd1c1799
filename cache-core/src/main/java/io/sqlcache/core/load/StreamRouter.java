package io.sqlcache.core.load;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableKind;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.load.StreamLoad.OpenSink;
import io.sqlcache.core.load.StreamLoad.Route;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.state.Transactions;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final SqlBackend backend;
    private final Transactions transactions;
    private final long syncNumber;
    private final Predicate<StreamId> sharesTransaction;
    private final Map<StreamId, StreamLoad> loads = new LinkedHashMap<>();
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
     * Encodes a record into its stream's sink.
     *
     * @param bytes of input that the record was
     */
    public void write(RecordMessage record, long bytes) throws SQLException {
        StreamLoad load = Objects.requireNonNull(loads.get(record.layout().stream()));
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
        sink.encoder().encode(record, sequence++);
        load.counted(bytes);
    }

    private Route choose(StreamLoad load) {
        if (load.isSwapped()) {
            throw new CacheException(
                    CacheException.Kind.DATA,
                    "Stream \"%s\" sent a record after its status COMPLETE, when its new rows had already replaced the old ones. The source must not do that; report it there, or use APPEND or MERGE."
                            .formatted(load.id()));
        }
        if (load.method() != LoadMethod.APPEND) {
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

    private OpenSink open(StreamLoad load, Route route) throws SQLException {
        LoadTables tables = load.tables();
        return switch (route) {
            case DIRECT -> open(load, directLane(), tables.landing(), tables.columns());
            case ASIDE -> {
                prepareAside(load);
                yield load.method() == LoadMethod.REPLACE
                        ? open(load, asideLane(), tables.landing(), tables.columns())
                        : open(load, asideLane(), tables.staging(), tables.stagingColumns());
            }
        };
    }

    private OpenSink open(StreamLoad load, Lane lane, TableDefinition table, List<EncodedColumn> columns)
            throws SQLException {
        LOG.debug("Rows of stream {} go to table {}", load.id(), table.name());
        RowSink sink = lane.open(table);
        ConfiguredStream stream = load.tables().plan().stream();
        SyncStamp stamp = new SyncStamp(stream.syncId().orElse(syncNumber), stream.generationId());
        return new OpenSink(lane, sink, new RecordEncoder(columns, sink, stamp));
    }

    /** Creates the tables that readers do not see; leftovers of a write that died make way. */
    public void prepareAside(StreamLoad load) {
        if (load.asideTableExists()) {
            return;
        }
        LoadTables tables = load.tables();
        transactions.run("create the staging table of stream \"" + load.id() + "\"", sql -> {
            if (load.method() != LoadMethod.REPLACE) {
                backend.tables().drop(sql, tables.staging().name());
                backend.tables().create(sql, tables.staging(), TableKind.STAGING);
            }
            if (load.method().waitsForComplete()) {
                backend.tables().drop(sql, tables.landing().name());
                backend.tables().create(sql, tables.landing(), TableKind.DURABLE);
                if (load.method().mergesByKey()) {
                    backend.tables()
                            .indexKey(
                                    sql, tables.landing().name(), tables.plan().key());
                }
            }
            return true;
        });
        load.asideTableCreated();
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

    /** Drops what is left of the tables that readers do not see; a failure is logged only, for the rows are committed. */
    public void dropAside(StreamLoad load) {
        if (load.asideTableExists()) {
            dropTables(load);
            load.asideTableDropped();
        }
    }

    /** Forgets the uncommitted rows of all streams, closes the connections, drops what readers do not see. */
    @Override
    public void close() {
        closeLane(direct);
        closeLane(aside);
        direct = null;
        aside = null;
        for (StreamLoad load : loads.values()) {
            dropAside(load);
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

    private void dropTables(StreamLoad load) {
        LoadTables tables = load.tables();
        try {
            transactions.run("drop the staging table of stream \"" + load.id() + "\"", sql -> {
                backend.tables().drop(sql, tables.staging().name());
                if (load.method().waitsForComplete()) {
                    backend.tables().drop(sql, tables.landing().name());
                }
                return true;
            });
        } catch (CacheException e) {
            LOG.warn("{} It is dropped by the next write of this stream.", e.getMessage());
        }
    }
}
