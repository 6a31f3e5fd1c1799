package io.sqlcache.cli;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says in one line how far a write has come: everything first, then the streams that moved since the line before. */
final class ProgressText {

    private final Duration interval;
    private WriteProgress before = new WriteProgress(Map.of(), 0, Duration.ZERO);

    /** At most one line in each interval. */
    ProgressText(Duration interval) {
        this.interval = interval;
    }

    /** The line; empty if the interval since the one before has not passed. Rates are those since the one before. */
    Optional<String> next(WriteProgress now) {
        Duration since = now.elapsed().minus(before.elapsed());
        if (since.compareTo(interval) < 0) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder("%s  %s records  %s rows/s  %s MB/s"
                .formatted(
                        Amounts.clock(now.elapsed()),
                        Amounts.count(now.totalRecords()),
                        Amounts.rate(now.totalRecords() - before.totalRecords(), since),
                        Amounts.megabytesRate(now.inputBytes() - before.inputBytes(), since)));
        new TreeMap<>(now.records()).forEach((stream, records) -> {
            long more = records - before.records().getOrDefault(stream, 0L);
            if (more > 0) {
                line.append(stream(stream, records, Amounts.rate(more, since)));
            }
        });
        before = now;
        return Optional.of(line.toString());
    }

    private static String stream(StreamId stream, long records, String rate) {
        return "  | %s %s (%s/s)".formatted(stream, Amounts.count(records), rate);
    }
}
