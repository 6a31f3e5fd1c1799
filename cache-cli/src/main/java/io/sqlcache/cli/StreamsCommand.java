package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CachedStream;
import io.sqlcache.cli.terminal.Amounts;
import io.sqlcache.cli.terminal.TextTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache streams}: what there is. */
@Command(
        name = "streams",
        description = {"Lists the streams with their tables and how many rows these hold now.", ""},
        footer = "  sqlcache streams --config config.json")
final class StreamsCommand implements Callable<Integer> {

    private static final List<TextTable.Column> COLUMNS = List.of(
            TextTable.Column.text("stream"),
            TextTable.Column.text("table"),
            TextTable.Column.number("columns"),
            TextTable.Column.number("rows"));

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private DestinationOptions destination;

    StreamsCommand() {}

    @Override
    public Integer call() throws IOException {
        try (CacheBase cache = destination.open()) {
            List<List<String>> rows =
                    cache.streams().stream().map(id -> row(cache.stream(id))).toList();
            List<String> lines =
                    TextTable.lines(COLUMNS, rows, parent.streams().terminal().tableWidth());
            String text = String.join("\n", lines) + "\n";
            parent.streams().out().write(text.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }

    private static List<String> row(CachedStream stream) {
        return List.of(
                stream.id().toString(),
                stream.tableName(),
                Amounts.count(stream.columns().size()),
                Amounts.count(stream.count()));
    }
}
