package io.sqlcache.cli;

import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.StreamSummary;
import io.sqlcache.api.WriteTimes;
import io.sqlcache.cli.terminal.Amounts;
import io.sqlcache.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Says how a write ended: stream by stream, in total, what was skipped and what is incomplete.
 *
 * @param summary how it ended
 */
record WriteReport(WriteSummary summary) {

    private static final List<TextTable.Column> COLUMNS = List.of(
            TextTable.Column.text("stream"),
            TextTable.Column.text("strategy"),
            TextTable.Column.number("records"),
            TextTable.Column.number("committed"),
            TextTable.Column.text("table"),
            TextTable.Column.text("outcome"));

    /** The whole report in lines of at most {@code width} columns where that can be. */
    List<String> lines(int width) {
        List<List<String>> rows =
                summary.streams().stream().map(WriteReport::row).toList();
        List<String> lines = new ArrayList<>(TextTable.lines(COLUMNS, rows, width));
        lines.add(total());
        lines.add(times());
        lines.addAll(warnings());
        lines.addAll(verdict());
        return lines;
    }

    /** {@code 4,555 records, 1.9 MB in 0.84 s: 5,423 rows/s, 2.3 MB/s}. */
    String total() {
        return "%s, %s MB in %s: %s rows/s, %s MB/s"
                .formatted(
                        Amounts.counted(summary.totalRecords(), "record"),
                        Amounts.megabytes(summary.inputBytes()),
                        Amounts.time(summary.elapsed()),
                        Amounts.rate(summary.totalRecords(), summary.elapsed()),
                        Amounts.megabytesRate(summary.inputBytes(), summary.elapsed()));
    }

    /** {@code time: prepare 0.21 s; input 0.05 s, parse 0.30 s, encode 0.19 s, send 0.01 s, merge 0.00 s, commit 0.02 s}. */
    String times() {
        WriteTimes times = summary.times();
        return "time: prepare %s; input %s, parse %s, encode %s, send %s, merge %s, commit %s"
                .formatted(Stream.of(
                                times.prepare(),
                                times.input(),
                                times.parse(),
                                times.encode(),
                                times.send(),
                                times.merge(),
                                times.commit())
                        .map(Amounts::time)
                        .toArray());
    }

    /** What was skipped, a line each. */
    List<String> warnings() {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(summary.warnings())
                .forEach(
                        (text, times) -> lines.add("warning: %s (%s)".formatted(text, Amounts.counted(times, "time"))));
        return lines;
    }

    /** The streams that did not complete. */
    List<StreamSummary> incomplete() {
        return summary.streams().stream().filter(stream -> !stream.complete()).toList();
    }

    /** Why a stream did not complete. */
    static String reason(StreamSummary stream) {
        return switch (stream.outcome()) {
            case COMPLETE, INCOMPLETE -> "Stream \"%s\" did not complete: %s".formatted(stream.id(), stream.reason());
            case FAILED -> "Stream \"%s\" was left out: %s".formatted(stream.id(), stream.reason());
        };
    }

    /** What went wrong, if anything did. */
    List<String> verdict() {
        return switch (summary.outcome()) {
            case SUCCEEDED -> List.of();
            case FAILED -> {
                List<String> lines = new ArrayList<>();
                if (!incomplete().isEmpty()) {
                    lines.add("sqlcache: %d of %s did not complete; what was committed of them stays."
                            .formatted(
                                    incomplete().size(),
                                    Amounts.counted(summary.streams().size(), "stream")));
                }
                incomplete().forEach(stream -> lines.add("  " + reason(stream)));
                summary.failures().forEach(failure -> lines.add("sqlcache: " + failure));
                yield lines;
            }
            case CANCELLED ->
                List.of("sqlcache: cancelled; everything up to the last state that was given back is stored."
                        + " Start again from that state.");
        };
    }

    private static List<String> row(StreamSummary stream) {
        return List.of(
                stream.id().toString(),
                StrategyName.of(stream.strategy()),
                Amounts.count(stream.records()),
                Amounts.count(stream.committedRecords()),
                stream.tableName(),
                stream.outcome().name().toLowerCase(Locale.ROOT));
    }
}
