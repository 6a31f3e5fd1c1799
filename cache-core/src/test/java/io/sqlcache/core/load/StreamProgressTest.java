package io.sqlcache.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What of a stream was read, is covered, is committed; also after it was lost. */
class StreamProgressTest {

    private final StreamProgress progress = new StreamProgress();

    private void records(int count) {
        for (int i = 0; i < count; i++) {
            progress.counted(100);
        }
    }

    @Test
    void recordsAreCoveredByTheStateBehindThem() {
        assertThat(progress.isCovered()).as("without any").isTrue();
        records(2);
        assertThat(progress.isCovered()).isFalse();
        assertThat(progress.stateReached()).isEqualTo(2);
        assertThat(progress.isCovered()).isTrue();
        records(1);
        assertThat(progress.isCovered()).isFalse();
        assertThat(progress.stateReached()).isEqualTo(1);
    }

    @Test
    void committedRecordsNeedNoState() {
        records(2);
        progress.committed(progress.handOver(2));
        assertThat(progress.isCovered()).isTrue();
        assertThat(progress.hasUncommittedRows()).isFalse();
        assertThat(progress.committedRecords()).isEqualTo(2);
        assertThat(progress.committedLine()).isEqualTo(2);
    }

    @Test
    void durableRecordsAreNotTheNextWrites() {
        records(2);
        progress.durable(2);
        assertThat(progress.hasUncommittedRows()).isFalse();
        assertThat(progress.committedRecords()).isZero();
    }

    @Test
    void lossTakesBackWhatWasNotCommitted() {
        records(2);
        progress.stateReached();
        progress.committed(progress.handOver(3));
        records(3);
        progress.stateReached();
        progress.rollback();
        assertThat(progress.uncommittedRecords()).isZero();
        records(1);
        assertThat(progress.stateReached()).as("since the state before").isEqualTo(1);
    }

    @Test
    void readRecordsAreCountedOnceHoweverOftenTheyAreRead() {
        records(3);
        progress.rollback();
        assertThat(progress.recordsRead()).isEqualTo(3);
        records(2);
        assertThat(progress.recordsRead()).isEqualTo(3);
        records(2);
        assertThat(progress.recordsRead()).isEqualTo(4);
        assertThat(progress.bytesRead()).isEqualTo(400);
    }

    @Test
    void firstLineThatIsNotCommittedIsNeeded() {
        assertThat(progress.neededFrom()).isEqualTo(Long.MAX_VALUE);
        progress.needs(4);
        progress.needs(7);
        assertThat(progress.neededFrom()).isEqualTo(4);
        progress.committed(progress.handOver(7));
        assertThat(progress.neededFrom()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void committedLinesArePassedOverWhenTheyAreReadAgain() {
        progress.committed(progress.handOver(5));
        assertThat(progress.passesOver(5)).isTrue();
        assertThat(progress.passesOver(6)).isFalse();
        assertThat(progress.isCut()).isFalse();
    }

    @Test
    void recordsBehindTheEndArePassedOverAndMissing() {
        progress.endAfter(5);
        assertThat(progress.passesOver(5)).isFalse();
        assertThat(progress.isCut()).isFalse();
        assertThat(progress.passesOver(6)).isTrue();
        assertThat(progress.isCut()).isTrue();
        progress.rollback();
        assertThat(progress.isCut()).as("until they are read again").isFalse();
    }

    @Test
    void whatComesWhileACommitIsUnderWayIsNotCommittedByIt() {
        progress.needs(1);
        progress.counted(10);
        StreamProgress.Mark reached = progress.handOver(1);
        progress.needs(2);
        progress.counted(10);
        assertThat(progress.neededFrom()).isEqualTo(1);
        progress.committed(reached);
        assertThat(progress.committedRecords()).isEqualTo(1);
        assertThat(progress.committedLine()).isEqualTo(1);
        assertThat(progress.neededFrom()).isEqualTo(2);
        assertThat(progress.uncommittedRecords()).isEqualTo(1);
    }

    @Test
    void aLossTakesACommitThatWasUnderWayWithIt() {
        progress.needs(1);
        progress.counted(10);
        progress.handOver(1);
        progress.rollback();
        assertThat(progress.committedLine()).isZero();
        assertThat(progress.hasUncommittedRows()).isFalse();
        assertThat(progress.neededFrom()).isEqualTo(Long.MAX_VALUE);
    }
}
