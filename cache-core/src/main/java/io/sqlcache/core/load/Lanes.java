package io.sqlcache.core.load;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.sql.Transactions;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one write, each made when it is first asked for. Not thread-safe. */
public final class Lanes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final SqlBackend backend;
    private final Transactions transactions;
    private @Nullable Lane direct;
    private @Nullable Lane aside;
    private @Nullable Lane handedOver;
    private @Nullable Lane spare;
    private boolean maySpare = true;
    private long nanosOfClosed;

    Lanes(SqlBackend backend, Transactions transactions) {
        this.backend = backend;
        this.transactions = transactions;
    }

    /** The lane whose uncommitted rows are visible once committed. */
    public Lane direct() {
        Lane lane = direct;
        if (lane == null) {
            lane = new Lane(backend, transactions, "open a connection to write");
            direct = lane;
        }
        return lane;
    }

    boolean isDirect(Lane lane) {
        return lane == direct;
    }

    /** The lane whose rows readers do not see. */
    public Lane aside() {
        Lane lane = aside;
        if (lane == null) {
            lane = new Lane(backend, transactions, "open a second connection to write");
            aside = lane;
        }
        return lane;
    }

    /** Whether there is a connection for rows that are written while others are committed; without one that is done in turn. */
    public boolean hasSpare() {
        if (spare == null && maySpare) {
            try {
                spare = new Lane(backend, transactions, "open a further connection to write");
            } catch (CacheException e) {
                maySpare = false;
                LOG.info("Rows are written and committed in turn: {}", e.getMessage());
            }
        }
        return spare != null;
    }

    /** Lets a commit have the lane of rows that are aside; the next ones go to the spare one. */
    void handOverAside() {
        handedOver = aside;
        aside = spare;
        spare = null;
    }

    /** Has the lane that was handed over again, as the spare one. */
    void takeBackAside() {
        spare = handedOver;
        handedOver = null;
    }

    /** How long rows have waited for the database to take them, in nanoseconds. */
    public long nanosWaited() {
        return nanosOfClosed + open().mapToLong(Lane::nanosWaited).sum();
    }

    private Stream<Lane> open() {
        return Stream.of(direct, aside, handedOver, spare).flatMap(Stream::ofNullable);
    }

    /** Closes all, in whatever state they are. They are made anew when they are asked for again. */
    @Override
    public void close() {
        nanosOfClosed = nanosWaited();
        open().forEach(Lanes::close);
        direct = null;
        aside = null;
        handedOver = null;
        spare = null;
    }

    private static void close(Lane lane) {
        try {
            lane.close();
        } catch (SQLException e) {
            LOG.debug("A connection of the write did not close cleanly", e);
        }
    }
}
