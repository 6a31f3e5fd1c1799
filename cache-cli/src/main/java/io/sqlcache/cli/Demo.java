package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteProgress;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.cli.terminal.Amounts;
import io.sqlcache.cli.terminal.ProgressDisplay;
import io.sqlcache.cli.terminal.StandardStreams;
import io.sqlcache.cli.terminal.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lands the demonstration's input in an open cache and shows what became of it. */
final class Demo {

    private static final List<TextTable.Column> COLUMNS = List.of(
            TextTable.Column.text("stream"),
            TextTable.Column.text("strategy"),
            TextTable.Column.number("records"),
            TextTable.Column.number("rows before"),
            TextTable.Column.number("rows after"),
            TextTable.Column.text("table"));

    private final CacheBase cache;
    private final StandardStreams streams;
    private final WriteStrategy strategy;
    private final PrintStream out;
    private final int width;

    /** The cache stays open. */
    Demo(CacheBase cache, StandardStreams streams, WriteStrategy strategy) {
        this.cache = cache;
        this.streams = streams;
        this.strategy = strategy;
        this.out = streams.printer();
        this.width = streams.terminal().tableWidth();
    }

    /** Does it all and gives the exit code. */
    int run(DemoInput input) throws IOException {
        int exitCode = ExitCode.DONE;
        for (DemoInput.Sync sync : input.syncs()) {
            exitCode = Math.max(exitCode, land(input, sync));
        }
        DemoView view = new DemoView(cache, out, width);
        view.tables();
        input.query().ifPresent(view::answer);
        view.state(input.sourceName());
        return exitCode;
    }

    private int land(DemoInput input, DemoInput.Sync sync) throws IOException {
        out.printf("%n%s%n%n", sync.title());
        Map<StreamId, Long> before = counts();
        WriteSummary summary;
        try (InputStream messages = sync.messages().open();
                ProgressDisplay progress = ProgressDisplay.on(streams)) {
            // A server that starts empty has no old rows to lose, so that the end of the input may complete a stream.
            WriteRequest request = WriteRequest.of(input.catalog())
                    .sourceName(input.sourceName())
                    .strategy(strategy)
                    .lenientStatus()
                    .listener(new Progress(progress))
                    .build();
            summary = cache.write(messages, request);
        }
        Map<StreamId, Long> after = counts();
        List<List<String>> rows = summary.streams().stream()
                .map(stream -> List.of(
                        stream.id().toString(),
                        StrategyName.of(stream.strategy()),
                        Amounts.count(stream.records()),
                        Amounts.count(before.getOrDefault(stream.id(), 0L)),
                        Amounts.count(after.getOrDefault(stream.id(), 0L)),
                        stream.tableName()))
                .toList();
        TextTable.lines(COLUMNS, rows, width).forEach(out::println);
        WriteReport report = new WriteReport(summary);
        out.println(report.total());
        report.warnings().forEach(out::println);
        report.verdict().forEach(streams.err()::println);
        return ExitCode.of(summary.outcome());
    }

    private Map<StreamId, Long> counts() {
        Map<StreamId, Long> counts = new HashMap<>();
        for (StreamId id : cache.streams()) {
            CachedStream stream = cache.stream(id);
            counts.put(id, stream.count());
        }
        return counts;
    }

    private record Progress(ProgressDisplay display) implements WriteListener {

        @Override
        public void progressed(WriteProgress progress) {
            display.show(progress);
        }

        @Override
        public void sourceLogged(String level, String message) {
            SourceLog.log(level, message);
        }
    }
}
