package io.sqlcache.core.load;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sinks of one stream, and which of them its rows go to until the next commit. Not thread-safe. */
final class OpenSinks {

    private final Map<Route, OpenSink> sinks = new EnumMap<>(Route.class);
    private @Nullable Route route;
    private @Nullable OpenSink taking;

    /** The way of the rows since the last commit; null if there were none. */
    @Nullable
    Route route() {
        return route;
    }

    /** What takes the next row; null if the way is not chosen, or nothing is open on it. */
    @Nullable
    OpenSink taking() {
        return taking;
    }

    /** Lets rows go this way until the next commit, to the sink that is open there, if one is. */
    @Nullable
    OpenSink choose(Route chosen) {
        route = chosen;
        taking = sinks.get(chosen);
        return taking;
    }

    /** Lets a new sink take the rows that go this way. */
    void open(Route way, OpenSink sink) {
        sinks.put(way, sink);
        taking = sink;
    }

    /** Notes a commit: the way of the next rows is still to be chosen. */
    void committed() {
        route = null;
        taking = null;
    }

    /** Forgets the sinks: the lanes that they were on are closed. */
    void forget() {
        sinks.clear();
        committed();
    }

    /** Frees the sinks; rows that are not flushed are dropped. The way stays chosen. */
    void close() throws SQLException {
        for (OpenSink open : sinks.values()) {
            open.lane().close(open.sink());
        }
        sinks.clear();
        taking = null;
    }
}
