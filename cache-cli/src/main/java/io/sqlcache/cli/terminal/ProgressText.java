package io.sqlcache.cli.terminal;

import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteProgress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in one line how far a write has come: everything first, then the streams that moved since the line before. */
final class ProgressText {

    private static final int MOST_STREAMS = 5;

    private final Duration interval;
    private WriteProgress before = new WriteProgress(Map.of(), Map.of(), 0, Duration.ZERO);

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
        List<StreamId> moved = moved(now);
        moved.stream()
                .limit(MOST_STREAMS)
                .forEach(stream -> line.append("  | %s %s (%s/s, %s MB/s)"
                        .formatted(
                                stream,
                                Amounts.count(records(now, stream)),
                                Amounts.rate(more(now, stream), since),
                                Amounts.megabytesRate(bytes(now, stream) - bytes(before, stream), since))));
        if (moved.size() > MOST_STREAMS) {
            line.append("  | %s more".formatted(moved.size() - MOST_STREAMS));
        }
        before = now;
        return Optional.of(line.toString());
    }

    /** The streams that got records since the line before, those with the most of them first. */
    private List<StreamId> moved(WriteProgress now) {
        return now.records().keySet().stream()
                .filter(stream -> more(now, stream) > 0)
                .sorted(Comparator.<StreamId>comparingLong(stream -> -more(now, stream))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private long more(WriteProgress now, StreamId stream) {
        return records(now, stream) - records(before, stream);
    }

    private static long bytes(WriteProgress progress, StreamId stream) {
        return progress.recordBytes().getOrDefault(stream, 0L);
    }

    private static long records(WriteProgress progress, StreamId stream) {
        return progress.records().getOrDefault(stream, 0L);
    }
}
