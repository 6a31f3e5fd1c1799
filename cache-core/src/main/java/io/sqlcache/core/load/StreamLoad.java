package io.sqlcache.core.load;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.table.LoadTables;
import java.sql.SQLException;
import java.util.OptionalLong;

/** One stream of a write: its tables, how far it has come, what readers see of it, and the sinks that are open. Not thread-safe. */
public final class StreamLoad {

    private final LoadTables tables;
    private final StreamProgress progress = new StreamProgress();
    private final Visibility visibility;
    private final OpenSinks sinks = new OpenSinks();
    private final BatchFacts facts;
    private boolean straight;
    private boolean secondStaging;

    /** A stream of which nothing was read yet. */
    public StreamLoad(LoadTables tables) {
        this.tables = tables;
        this.visibility = new Visibility(tables.plan(), progress);
        this.facts = new BatchFacts(tables.plan());
        this.straight = tables.straight();
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

    /** What came among its rows since the last commit. */
    BatchFacts facts() {
        return facts;
    }

    /** Whether rows went this way since the last commit. */
    public boolean went(Route way) {
        return sinks.took(way);
    }

    /** Whether there were rows since the last commit. */
    public boolean wentAnywhere() {
        return went(Route.DIRECT) || went(Route.ASIDE);
    }

    /** The rank of arrival of the first row that went aside since the last commit; empty if none did. */
    public OptionalLong firstAside() {
        return sinks.firstAside();
    }

    /** How the rows since the last commit are merged. */
    public MergePlan mergePlan() {
        return tables.mergePlan(staging(), facts.seen(), tables.plan().stream().generationId());
    }

    /**
     * Whether rows of a keyed stream go into their table like any others, as long as it is empty or they are no second row of a
     * key: the table refuses those.
     */
    boolean isStraight() {
        return straight;
    }

    /** Lets the rows to come be merged, those until the next commit too. */
    void mergeFromNowOn() {
        straight = false;
        sinks.chooseAgain();
    }

    /** Whether rows that go this way are in the landing table at once although they are keyed. */
    boolean goesStraight(Route way) {
        return straight && (way == Route.DIRECT || fillsLanding());
    }

    /** Whether rows are simply added to the landing table. */
    boolean addsRows() {
        return straight || !method().mergesByKey();
    }

    /**
     * Whether rows that go aside go to the hidden table at once: states wait for the swap, so that no row can be too early there.
     */
    public boolean fillsLanding() {
        return method().waitsForComplete() && addsRows() && visibility.holdsStates();
    }

    /** Whether its commit has to move rows from staging. */
    public boolean isStaged() {
        HeldRows held = sinks.held();
        return went(Route.ASIDE) && !fillsLanding() && (held == null || held.areStaged());
    }

    /** Lets rows that wait in memory go to where they are to stay, in the transaction of their commit. */
    public void landHeldRows() throws SQLException {
        HeldRows held = sinks.held();
        if (held != null && held.areInMemory() && went(Route.ASIDE)) {
            held.land(tables.landing());
        }
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
     * Hands over all rows so far to a commit; the way of the next ones is still to be chosen.
     *
     * @param line the last line of input so far
     * @return how far the stream has come, for {@link #committed} if the commit happens
     */
    public StreamProgress.Mark handOver(long line) {
        sinks.committed();
        facts.clear();
        return progress.handOver(line);
    }

    /** Notes that rows are committed which were handed over. */
    public void committed(StreamProgress.Mark reached) {
        progress.committed(reached);
        visibility.committed();
    }

    /** Lets rows that go aside from now on go by other ways than those before: another lane, another staging table. */
    void changeAside() {
        secondStaging = !secondStaging;
        sinks.changeAside();
    }

    /** Where rows that go aside wait for their commit now. */
    public TableDefinition staging() {
        return secondStaging ? tables.secondStaging() : tables.staging();
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
        facts.clear();
    }

    /** Goes back to the last commit; the lanes that the sinks were on are closed. */
    void rollback() {
        progress.rollback();
        visibility.rollback();
        sinks.forget();
        facts.clear();
        secondStaging = false;
    }

    /** Frees the sinks of a stream that sends no more for now. Rows that are not flushed are dropped. */
    public void closeSinks() throws SQLException {
        sinks.close();
    }
}
