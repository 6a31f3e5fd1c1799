package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.cli.terminal.ProgressDisplay;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache write}: Airbyte's destination contract. */
@Command(
        name = "write",
        description = {
            "Lands the protocol messages on standard input as tables.",
            "",
            "Standard output carries protocol messages only: each STATE once everything it covers is committed, LOG, and TRACE"
                    + " ERROR if the write fails. Logs, progress and a summary go to standard error. SIGTERM and SIGINT end"
                    + " the write at the last STATE that can be committed.",
            ""
        },
        footer = {
            "  sqlcache write --config config.json --catalog catalog.json < messages.jsonl",
            "  source | sqlcache write --config config.json --catalog catalog.json > states.jsonl",
            "",
            "A config.json:",
            "  {\"host\": \"localhost\", \"port\": 5432, \"database\": \"shop\",",
            "   \"schema\": \"public\", \"username\": \"loader\", \"password\": \"...\"}"
        })
final class WriteCommand implements Callable<Integer> {

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--catalog",
            required = true,
            paramLabel = "FILE",
            description = "The configured catalog: the streams with schema, key, cursor and modes.")
    private Path catalog;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            converter = StrategyName.class,
            completionCandidates = StrategyName.Candidates.class,
            defaultValue = "from-catalog",
            description =
                    "How records become rows, of every stream: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE},"
                            + " that is destination_sync_mode and the generation ids.")
    private WriteStrategy strategy;

    @Option(
            names = "--lenient-status",
            description = "Let the end of the input complete a replaced stream that sent records but no stream status.")
    private boolean lenientStatus;

    @Mixin
    private WriteOptions options;

    WriteCommand() {}

    @Override
    public Integer call() {
        parent.cancellation().arm();
        ProtocolOutput protocol = new ProtocolOutput(parent.streams().out(), Clock.systemUTC());
        try {
            return write(protocol);
        } catch (RuntimeException | Error e) {
            protocol.error(e);
            throw e;
        }
    }

    private int write(ProtocolOutput protocol) {
        ConfiguredCatalog configured = new ConfiguredCatalog(JsonFile.readObject("catalog", catalog));
        try (CacheBase cache = destination.open();
                ProgressDisplay progress = ProgressDisplay.on(parent.streams())) {
            WriteRequest.Builder request =
                    options.request(configured).strategy(strategy).listener(new ProtocolListener(protocol, progress));
            if (lenientStatus) {
                request.lenientStatus();
            }
            WriteSummary summary = cache.write(parent.streams().in(), request.build());
            // An interrupt has done its work; left standing, it would disturb closing the cache.
            Thread.interrupted();
            progress.close();
            return report(new WriteReport(summary), protocol);
        }
    }

    private int report(WriteReport report, ProtocolOutput protocol) {
        report.lines(parent.streams().terminal().errorColumns().orElse(Integer.MAX_VALUE))
                .forEach(parent.streams().err()::println);
        report.warnings().forEach(warning -> protocol.log("WARN", warning));
        protocol.log("INFO", report.total());
        if (report.summary().outcome() == Outcome.FAILED) {
            report.incomplete().forEach(stream -> protocol.incomplete(stream, WriteReport.reason(stream)));
            report.summary().failures().forEach(protocol::error);
        }
        return ExitCode.of(report.summary().outcome());
    }
}
