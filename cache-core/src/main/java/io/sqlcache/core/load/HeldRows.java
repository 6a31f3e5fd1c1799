package io.sqlcache.core.load;

import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.TableDefinition;
import java.sql.SQLException;

/**
 * The rows of a stream that is added to, since its last commit, while the direct lane belongs to another stream: in memory until that commit
 * sends them to where they are to stay, or until they are too many and go to staging. Not thread-safe.
 */
final class HeldRows {

    private enum Place {
        MEMORY,
        STAGING,
        LANDING
    }

    private final HoldingSink sink;
    private Place place = Place.MEMORY;

    HeldRows(HoldingSink sink) {
        this.sink = sink;
    }

    /** Whether nobody has said yet where they go. */
    boolean areInMemory() {
        return place == Place.MEMORY;
    }

    /** Whether they have to be moved from staging by their commit. */
    boolean areStaged() {
        return place == Place.STAGING;
    }

    /** Lets them go to staging, which is there. */
    void stage(TableDefinition staging) throws SQLException {
        place = Place.STAGING;
        sink.release(staging);
    }

    /** Lets them go to where they are to stay, in the transaction of their commit. */
    void land(TableDefinition landing) throws SQLException {
        place = Place.LANDING;
        sink.release(landing);
    }

    /** Holds those to come: those before are flushed. */
    void holdMore() {
        if (place != Place.MEMORY) {
            sink.hold();
            place = Place.MEMORY;
        }
    }
}
