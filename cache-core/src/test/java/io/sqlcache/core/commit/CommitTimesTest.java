package io.sqlcache.core.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitTimesTest {

    @Test
    void whatHappenedBesideCountsOnlyAsFarAsItWasWaitedFor() {
        CommitTimes beside = new CommitTimes(300, 100);
        assertThat(beside.waitedFor(40)).isEqualTo(new CommitTimes(30, 10));
        assertThat(beside.waitedFor(1_000)).isEqualTo(beside);
        assertThat(CommitTimes.NONE.waitedFor(1_000)).isEqualTo(CommitTimes.NONE);
    }
}
