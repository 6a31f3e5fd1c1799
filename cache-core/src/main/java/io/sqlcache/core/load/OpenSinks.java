package io.sqlcache.core.load;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sinks of one stream, and which of them its rows go to until the next commit. Not thread-safe. */
final class OpenSinks {

    private static final long NOTHING = -1;

    private final Map<Route, OpenSink> sinks = new EnumMap<>(Route.class);
    private final Set<Route> taken = EnumSet.noneOf(Route.class);
    private long firstAside = NOTHING;
    private @Nullable OpenSink otherAside;
    private @Nullable Route route;
    private @Nullable OpenSink taking;

    /** The way of the rows since the last commit; null if there were none. */
    @Nullable
    Route route() {
        return route;
    }

    /** Whether rows went this way since the last commit. */
    boolean took(Route way) {
        return taken.contains(way);
    }

    /** The rank of arrival of the first row that went aside since the last commit; empty if none did. */
    OptionalLong firstAside() {
        return firstAside == NOTHING ? OptionalLong.empty() : OptionalLong.of(firstAside);
    }

    /** What takes the next row; null if the way is not chosen, or nothing is open on it. */
    @Nullable
    OpenSink taking() {
        return taking;
    }

    /**
     * Lets rows go this way until the next commit, to the sink that is open there, if one is.
     *
     * @param sequence the rank of arrival of the next one
     */
    @Nullable
    OpenSink choose(Route chosen, long sequence) {
        route = chosen;
        taken.add(chosen);
        if (chosen == Route.ASIDE && firstAside == NOTHING) {
            firstAside = sequence;
        }
        taking = sinks.get(chosen);
        return taking;
    }

    /** Lets a new sink take the rows that go this way. */
    void open(Route way, OpenSink sink) {
        sinks.put(way, sink);
        taking = sink;
    }

    /** Where the rows are that go aside, if they may wait in memory; null if they may not. */
    @Nullable
    HeldRows held() {
        OpenSink open = sinks.get(Route.ASIDE);
        return open == null ? null : open.held();
    }

    /** Notes a commit: the way of the next rows is still to be chosen. */
    void committed() {
        HeldRows held = held();
        if (held != null && took(Route.ASIDE)) {
            held.holdMore();
        }
        taken.clear();
        firstAside = NOTHING;
        chooseAgain();
    }

    /** Lets the way of the next rows be chosen anew, before a commit. */
    void chooseAgain() {
        route = null;
        taking = null;
    }

    /** Exchanges the sink for rows that go aside with the one before the last exchange, if there was one. */
    void changeAside() {
        OpenSink now = sinks.remove(Route.ASIDE);
        if (otherAside != null) {
            sinks.put(Route.ASIDE, otherAside);
        }
        otherAside = now;
        taking = null;
    }

    /** Forgets the sinks: the lanes that they were on are closed. */
    void forget() {
        sinks.clear();
        otherAside = null;
        committed();
    }

    /** Frees the sink that is open on this way. */
    void close(Route way) throws SQLException {
        OpenSink open = sinks.remove(way);
        if (open != null) {
            open.lane().close(open.sink());
        }
    }

    /** Frees the sinks; rows that are not flushed are dropped. The way stays chosen. */
    void close() throws SQLException {
        for (OpenSink open : sinks.values()) {
            open.lane().close(open.sink());
        }
        if (otherAside != null) {
            otherAside.lane().close(otherAside.sink());
        }
        sinks.clear();
        otherAside = null;
        taking = null;
    }
}
