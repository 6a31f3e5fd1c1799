package io.sqlcache.core.load;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.table.LoadTables;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One stream of a write: its tables, how far it has come, what readers see of it, and the sinks that are open. Not thread-safe. */
public final class StreamLoad {

    private final LoadTables tables;
    private final StreamProgress progress = new StreamProgress();
    private final Visibility visibility;
    private final OpenSinks sinks = new OpenSinks();

    /** A stream of which nothing was read yet. */
    public StreamLoad(LoadTables tables) {
        this.tables = tables;
        this.visibility = new Visibility(tables.plan(), progress);
    }

    /** The stream's name and namespace. */
    public StreamId id() {
        return tables.plan().id();
    }

    /** How its rows become visible. */
    public LoadMethod method() {
        return tables.plan().method();
    }

    /** The tables that its rows pass. */
    public LoadTables tables() {
        return tables;
    }

    /** What was read, and what of that is committed. */
    public StreamProgress progress() {
        return progress;
    }

    /** What readers see. */
    public Visibility visibility() {
        return visibility;
    }

    OpenSinks sinks() {
        return sinks;
    }

    /** Where rows go since the last commit; null if there were none. */
    public @Nullable Route route() {
        return sinks.route();
    }

    /**
     * Notes that no more rows are to come.
     *
     * @param line of input that says so
     */
    public void completed(long line) {
        visibility.completed();
        if (visibility.isToSwap()) {
            progress.needs(line);
        }
    }

    /**
     * Notes that all rows so far are committed.
     *
     * @param line the last line of input so far
     */
    public void committed(long line) {
        progress.committed(line);
        visibility.committed();
        sinks.committed();
    }

    /**
     * Notes that all rows so far are in the hidden table for good, but are nothing yet to anyone else: this write need not write
     * them again, the next one begins anew.
     *
     * @param line the last line of input so far
     */
    public void durable(long line) {
        progress.durable(line);
        visibility.durable();
        sinks.committed();
    }

    /** Goes back to the last commit; the lanes that the sinks were on are closed. */
    void rollback() {
        progress.rollback();
        visibility.rollback();
        sinks.forget();
    }

    /** Frees the sinks of a stream that sends no more for now. Rows that are not flushed are dropped. */
    public void closeSinks() throws SQLException {
        sinks.close();
    }
}
