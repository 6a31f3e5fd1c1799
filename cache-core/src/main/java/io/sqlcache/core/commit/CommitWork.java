package io.sqlcache.core.commit;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.SwapPlan;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.message.StateMessages;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.table.ForeignChanges;
import io.sqlcache.core.table.LoadTables;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What is done in the transaction of one commit before it is committed: rows are moved to where they are to stay, states are stored,
 * the commit is counted. Made on the writing thread, of what was written by then; run once, on any thread.
 *
 * @param stores what it writes to
 * @param staged the rows that are aside
 * @param resumable streams whose hidden rows a state covers from now on
 * @param visible tables of streams whose rows readers see from now on
 * @param swaps streams whose new rows take the place of the old ones
 * @param states the states that are stored
 * @param alone whether it has to be made sure first that no other write of the source is under way
 * @param number its rank among this write's commits
 */
record CommitWork(
        Stores stores,
        List<StagedRows> staged,
        List<StreamPlan> resumable,
        List<LoadTables> visible,
        List<Swap> swaps,
        List<Store> states,
        boolean alone,
        long number) {

    /** What one write's commits write to. */
    record Stores(
            SqlBackend backend,
            ForeignChanges foreignChanges,
            StreamRegistry registry,
            StateStore states,
            SyncLog syncLog,
            SyncLog.Sync sync) {}

    /** A swap; {@code wasResumable} if an earlier commit has noted hidden rows that are to be continued. */
    record Swap(LoadTables tables, boolean wasResumable) {}

    /** A state, and whether all rows that it covers are visible. */
    record Store(StoredState state, boolean visible) {}

    /** Only rows that are moved, and stay hidden. */
    static CommitWork ofHidden(Stores stores, Collection<StreamLoad> loads, long number) {
        return new CommitWork(stores, StagedRows.of(loads), List.of(), List.of(), List.of(), List.of(), false, number);
    }

    /**
     * All that a group has by now.
     *
     * @param swaps streams of the group
     * @param load finds a stream; gives null for one that the catalog does not have
     * @param known whether it is known that no other write of the source is under way
     */
    static CommitWork of(
            Stores stores,
            CommitGroup group,
            List<StreamLoad> swaps,
            Function<StreamId, @Nullable StreamLoad> load,
            boolean known,
            long number) {
        List<StreamLoad> loads = group.loads();
        return new CommitWork(
                stores,
                StagedRows.of(loads),
                loads.stream()
                        .filter(CommitWork::becomesResumable)
                        .map(each -> each.tables().plan())
                        .toList(),
                loads.stream()
                        .filter(each -> each.wentAnywhere() && each.visibility().isVisible())
                        .map(StreamLoad::tables)
                        .toList(),
                swaps.stream()
                        .map(each -> new Swap(each.tables(), each.visibility().hasResumableRows()))
                        .toList(),
                lastStates(group, swaps, load),
                !known && group.states().stream().anyMatch(state -> state.stream() == null),
                number);
    }

    /** Rows that a state covers outlive this write, also where readers do not see them yet. */
    static boolean becomesResumable(StreamLoad load) {
        return load.tables().plan().isResumable()
                && load.progress().hasUncommittedRows()
                && !load.visibility().hasResumableRows()
                && !load.visibility().isToSwap();
    }

    private static List<Store> lastStates(
            CommitGroup group, List<StreamLoad> swaps, Function<StreamId, @Nullable StreamLoad> find) {
        Map<Optional<StreamId>, PendingState> last = new LinkedHashMap<>();
        group.states().forEach(state -> last.put(Optional.ofNullable(state.stream()), state));
        return last.values().stream()
                .map(state -> {
                    StreamLoad load = state.stream() == null ? null : find.apply(state.stream());
                    boolean visible = load == null || load.visibility().isVisible() || swaps.contains(load);
                    String text = StateMessages.stored(state.text().read());
                    return new Store(new StoredState(state.kind(), state.stream(), text), visible);
                })
                .toList();
    }

    /**
     * Does all of it on a lane whose rows are with the database.
     *
     * @return how long rows were moved, in nanoseconds
     */
    long run(DSLContext sql) throws SQLException {
        long start = System.nanoTime();
        for (StagedRows rows : staged) {
            rows.move(sql, stores.backend().tables());
        }
        long moved = System.nanoTime() - start;
        for (StreamPlan plan : resumable) {
            stores.registry().noteResumable(sql, plan, plan.stream().generationId());
        }
        visible.forEach(tables -> stores.foreignChanges().refuse(sql, tables));
        long swapped = System.nanoTime();
        swaps.forEach(swap -> swap(sql, swap));
        moved += System.nanoTime() - swapped;
        if (alone) {
            stores.syncLog().requireAlone(sql, stores.sync());
        }
        states.forEach(state -> stores.states()
                .save(sql, stores.sync().source(), stores.sync().number(), state.state(), state.visible()));
        stores.syncLog().advance(sql, stores.sync(), number);
        return moved;
    }

    private void swap(DSLContext sql, Swap swap) {
        LoadTables tables = swap.tables();
        stores.backend()
                .tables()
                .swap(
                        sql,
                        new SwapPlan(
                                tables.landing(), tables.target(), tables.plan().key()));
        stores.foreignChanges().refuse(sql, tables);
        if (swap.wasResumable()) {
            stores.registry().noteResumable(sql, tables.plan(), OptionalLong.empty());
        }
        stores.states().show(sql, stores.sync().source(), tables.plan().id());
    }
}
