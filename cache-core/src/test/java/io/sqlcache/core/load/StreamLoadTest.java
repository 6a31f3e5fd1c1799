package io.sqlcache.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.table.LoadTables;
import io.sqlcache.core.testing.Plans;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which way the rows of a stream may go, and what a merge of them has to expect. */
class StreamLoadTest {

    private static StreamLoad load(String line, boolean straight) {
        StreamPlan plan = Plans.plan(line);
        TableDefinition table = new TableDefinition(new TableName("cache", plan.tableName()), List.of());
        return new StreamLoad(new LoadTables(
                plan,
                table,
                List.of(),
                0,
                table,
                table.name(),
                table,
                table,
                List.of(),
                false,
                straight,
                straight,
                true));
    }

    @Test
    void onlyRowsThatNeedNoMergeAndNoStateGoToTheHiddenTableAtOnce() {
        assertThat(load("users APPEND", false).fillsLanding()).isFalse();
        assertThat(load("users REPLACE", false).fillsLanding()).isTrue();
        assertThat(load("users generation 2 REPLACE", false).fillsLanding()).isFalse();
        assertThat(load("users key MERGE", true).fillsLanding()).isFalse();
        assertThat(load("users key REPLACE_MERGED", false).fillsLanding()).isFalse();
        assertThat(load("users key REPLACE_MERGED", true).fillsLanding()).isTrue();
    }

    @Test
    void keyedRowsGoStraightUntilOneHasToBeMerged() {
        StreamLoad load = load("users key MERGE", true);
        assertThat(load.addsRows()).isTrue();
        assertThat(load.goesStraight(Route.DIRECT)).isTrue();
        assertThat(load.goesStraight(Route.ASIDE)).isFalse();
        load.mergeFromNowOn();
        assertThat(load.addsRows()).isFalse();
        assertThat(load.goesStraight(Route.DIRECT)).isFalse();
    }

    @Test
    void aMergeExpectsWhatCameSinceTheLastCommit() {
        StreamLoad load = load("users key MERGE", false);
        load.facts().nullCursorCame();
        load.facts().unkeyedCame();
        assertThat(load.mergePlan().batch()).isEqualTo(new MergePlan.Batch(false, true, true, false, false));
        load.committed(load.handOver(1));
        load.facts().deletionCame();
        assertThat(load.mergePlan().batch()).isEqualTo(new MergePlan.Batch(false, false, false, true, false));
        load.rollback();
        load.facts().nullKeyCame();
        assertThat(load.mergePlan().batch()).isEqualTo(new MergePlan.Batch(true, false, false, false, false));
    }

    @Test
    void firstRowAsideIsTheFirstSinceTheLastCommit() {
        StreamLoad load = load("users key MERGE", false);
        load.sinks().choose(Route.DIRECT, 5);
        assertThat(load.firstAside()).isEmpty();
        load.sinks().choose(Route.ASIDE, 7);
        load.sinks().chooseAgain();
        load.sinks().choose(Route.ASIDE, 9);
        assertThat(load.firstAside()).hasValue(7);
        assertThat(load.went(Route.DIRECT)).isTrue();
        load.committed(load.handOver(1));
        assertThat(load.firstAside()).isEmpty();
        assertThat(load.wentAnywhere()).isFalse();
    }
}
