package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.Row;
import io.sqlcache.cli.rows.RowFormat;
import io.sqlcache.cli.terminal.StandardStreams;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sqlcache read}: the rows of one stream. */
@Command(
        name = "read",
        description = {"Prints the rows of a stream, in constant memory however many there are.", ""},
        footer = {
            "  sqlcache read --config config.json users --limit 10",
            "  sqlcache read --config config.json shop.users --format csv > users.csv",
            "  COLUMNS=300 sqlcache read --config config.json users | less -S",
            "",
            "csv is RFC 4180: CRLF, a header line; NULL is an empty field, an empty string is \"\".",
            "jsonl nests JSON columns; numbers keep their digits, times are ISO 8601 in UTC."
        })
final class ReadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private DestinationOptions destination;

    @Parameters(paramLabel = "STREAM", description = "NAME, or NAMESPACE.NAME where the name alone is not unique.")
    private String stream;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Take STREAM as a bare name in this namespace; \"\" for none.")
    private @Nullable String namespace;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most N rows.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, jsonl or csv. Default: ${DEFAULT-VALUE}.")
    private RowFormat.Kind format;

    ReadCommand() {}

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit cannot be negative, but is %d.".formatted(limit));
        }
        try (CacheBase cache = destination.open()) {
            CachedStream found = cache.stream(StreamLookup.find(cache.streams(), stream, namespace));
            StandardStreams streams = parent.streams();
            int width = format == RowFormat.Kind.TABLE ? streams.terminal().tableWidth() : 0;
            RowFormat rows = format.on(streams.out(), found.columns(), width);
            try (Stream<Row> records = found.records()) {
                for (Iterator<Row> each = records.limit(limit).iterator(); each.hasNext(); ) {
                    rows.row(each.next());
                }
            }
            rows.end();
        }
        return ExitCode.DONE;
    }
}
