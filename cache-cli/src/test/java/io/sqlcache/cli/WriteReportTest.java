package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.api.WriteSummary.StreamOutcome;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.api.WriteTimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteReportTest {

    private static final StreamSummary USERS = new StreamSummary(
            StreamId.of("users"), WriteStrategy.MERGE, "users", StreamOutcome.COMPLETE, 1_200, 1_200, "");
    private static final StreamSummary ORDERS = new StreamSummary(
            new StreamId("shop", "orders"),
            WriteStrategy.REPLACE,
            "orders",
            StreamOutcome.INCOMPLETE,
            300,
            0,
            "the source sent no COMPLETE");

    private static final WriteTimes TIMES = new WriteTimes(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofMillis(500),
            Duration.ofMillis(600),
            Duration.ofMillis(700));

    @Test
    void successIsATableAndATotal() {
        assertThat(report(Outcome.SUCCEEDED, Map.of(), USERS).lines(100))
                .containsExactly(
                        "stream | strategy | records | committed | table | outcome",
                        "-------+----------+---------+-----------+-------+---------",
                        "users  | merge    |   1,200 |     1,200 | users | complete",
                        "1,200 records, 2.0 MB in 0.50 s: 2,400 rows/s, 4.0 MB/s",
                        "time: prepare 0.10 s; input 0.20 s, parse 0.30 s, encode 0.40 s, send 0.50 s, merge 0.60 s,"
                                + " commit 0.70 s");
    }

    @Test
    void incompleteStreamsAreListedWithTheirReason() {
        assertThat(report(Outcome.FAILED, Map.of(), USERS, ORDERS).lines(100))
                .contains("shop.orders | replace  |     300 |         0 | orders | incomplete")
                .endsWith(
                        "sqlcache: 1 of 2 streams did not complete; what was committed of them stays.",
                        "  Stream \"shop.orders\" did not complete: the source sent no COMPLETE");
    }

    @Test
    void streamsThatWereLeftOutSayWhy() {
        StreamSummary events = new StreamSummary(
                StreamId.of("events"), WriteStrategy.AUTO, "", StreamOutcome.FAILED, 7, 0, "Cannot write it.");
        assertThat(report(Outcome.FAILED, Map.of(), USERS, events).lines(100))
                .contains("events | auto     |       7 |         0 |       | failed")
                .endsWith(
                        "sqlcache: 1 of 2 streams did not complete; what was committed of them stays.",
                        "  Stream \"events\" was left out: Cannot write it.");
    }

    @Test
    void whatWasSkippedIsCounted() {
        assertThat(report(Outcome.SUCCEEDED, Map.of("skipped a line", 3L, "a message of unknown type", 1L), USERS)
                        .warnings())
                .containsExactly("warning: a message of unknown type (1 time)", "warning: skipped a line (3 times)");
    }

    @Test
    void cancelledWriteSaysWhereToGoOn() {
        assertThat(report(Outcome.CANCELLED, Map.of(), USERS).lines(100))
                .last()
                .asString()
                .startsWith("sqlcache: cancelled; everything up to the last state that was given back is stored.");
    }

    private static WriteReport report(Outcome outcome, Map<String, Long> warnings, StreamSummary... streams) {
        return new WriteReport(new WriteSummary(
                outcome, List.of(streams), List.of(), 2_000_000, Duration.ofMillis(500), warnings, TIMES));
    }
}
