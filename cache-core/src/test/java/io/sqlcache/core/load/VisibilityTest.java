package io.sqlcache.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.testing.Plans;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers see of a stream, and what becomes of hidden rows. */
class VisibilityTest {

    private final StreamProgress progress = new StreamProgress();

    private Visibility of(String plan) {
        return new Visibility(Plans.plan(plan), progress);
    }

    private Visibility of(String line, OptionalLong resumable, boolean refreshed) {
        StreamPlan plan = Plans.plan(line);
        return new Visibility(
                new StreamPlan(
                        plan.stream(),
                        plan.method(),
                        plan.tableName(),
                        plan.columns(),
                        plan.deletion(),
                        resumable,
                        refreshed),
                progress);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users APPEND", "users key MERGE", "users generation 2 APPEND"})
    void addedRowsAreVisibleOnceCommitted(String plan) {
        Visibility visibility = of(plan);
        visibility.completed();
        assertThat(visibility.isVisible()).isTrue();
        assertThat(visibility.isToSwap()).isFalse();
        assertThat(visibility.holdsStates()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users REPLACE", "users key REPLACE_MERGED"})
    void replacingRowsAreHiddenAndHoldTheirStatesUntilTheyAreSwapped(String plan) {
        Visibility visibility = of(plan);
        assertThat(visibility.isVisible()).isFalse();
        assertThat(visibility.holdsStates()).isTrue();
        assertThat(visibility.isToSwap()).isFalse();
        visibility.completed();
        assertThat(visibility.isToSwap()).isTrue();
        visibility.swapped();
        assertThat(visibility.isVisible()).isTrue();
        assertThat(visibility.isToSwap()).isFalse();
    }

    @Test
    void generationDoesNotHoldItsStates() {
        Visibility visibility = of("users generation 2 REPLACE");
        assertThat(visibility.holdsStates()).isFalse();
        assertThat(visibility.isVisible()).isFalse();
    }

    @Test
    void rowsThatAStateCoversAreResumableOnceThatIsCommitted() {
        Visibility visibility = of("users generation 2 REPLACE");
        visibility.becomeResumable();
        visibility.rollback();
        assertThat(visibility.hasResumableRows()).as("after a loss").isFalse();
        visibility.becomeResumable();
        visibility.committed();
        visibility.rollback();
        assertThat(visibility.hasResumableRows()).isTrue();
        visibility.swapped();
        assertThat(visibility.hasResumableRows()).as("once readers see them").isFalse();
    }

    @Test
    void durableRowsOutliveALossAndAreNobodyElses() {
        Visibility visibility = of("users REPLACE");
        visibility.durable();
        visibility.rollback();
        assertThat(visibility.hasDurableRows()).isTrue();
        assertThat(visibility.hasResumableRows()).isFalse();
        assertThat(visibility.isVisible()).isFalse();
    }

    @Test
    void completeIsForgottenByALossUnlessItIsCommitted() {
        Visibility visibility = of("users REPLACE");
        visibility.completed();
        visibility.rollback();
        assertThat(visibility.isToSwap()).isFalse();
        visibility.completed();
        visibility.durable();
        visibility.rollback();
        assertThat(visibility.isToSwap()).isTrue();
    }

    @Test
    void continuedGenerationBeginsWithResumableRows() {
        assertThat(of("users generation 2 REPLACE", OptionalLong.of(2), false).hasResumableRows())
                .isTrue();
        assertThat(of("users generation 3 REPLACE", OptionalLong.of(2), false).hasResumableRows())
                .as("of another generation")
                .isFalse();
    }

    @Test
    void refreshThatAnEarlierWriteHasFinishedIsVisibleUntilARecordComes() {
        Visibility visibility = of("users generation 2 REPLACE", OptionalLong.empty(), true);
        visibility.completed();
        assertThat(visibility.isToSwap()).isFalse();
        progress.counted(100);
        assertThat(visibility.isToSwap()).isTrue();
    }
}
