package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.cli.source.DiscoveredCatalog;
import io.sqlcache.cli.source.Refreshes;
import io.sqlcache.cli.source.SourceCatalog;
import io.sqlcache.cli.source.SourceCommand;
import io.sqlcache.cli.source.SourceConfig;
import io.sqlcache.cli.source.SourceConnector;
import io.sqlcache.cli.source.SourceFiles;
import io.sqlcache.cli.source.SourceRead;
import io.sqlcache.cli.source.SourceSecrets;
import io.sqlcache.cli.terminal.ProgressDisplay;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache sync}: from a source to tables in one command. */
@Command(
        name = "sync",
        description = {
            "Runs a source and lands what it reads as tables.",
            "",
            "The source is an Airbyte connector: it is asked for its streams (discover), then reads them (read), from the state"
                    + " that the last sync stored. A stream is read incrementally where the source knows a cursor, and merged"
                    + " where it knows a key.",
            "",
            "Nothing is printed on standard output. What the source logs, progress and a summary go to standard error. If the"
                    + " source ends with an exit code other than 0, streams that it did not complete end at their last state,"
                    + " and so does the sync, with exit code 1; exit code 0 completes streams of which it sent no status,"
                    + " but empties no table."
                    + " SIGTERM and SIGINT end source and sync at the last STATE.",
            ""
        },
        footer = {
            "  sqlcache sync --source-command 'python3 main.py' --source-config source.json",
            "      --config config.json",
            "  sqlcache sync --source-config faker.json --streams users,products --source-name faker",
            "      --config config.json -- source-faker",
            "  sqlcache sync --full-refresh=users --source-command 'python3 main.py'",
            "      --source-config source.json --config config.json",
            "  sqlcache sync --source-command 'docker run --rm -v /data:/data airbyte/source-faker'",
            "      --source-config /data/faker.json --temp-folder /data --config config.json"
        })
final class SyncCommand implements Callable<Integer> {

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private SourceOptions source;

    @Mixin
    private StreamOptions single;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            converter = StrategyName.class,
            completionCandidates = StrategyName.Candidates.class,
            defaultValue = "auto",
            description =
                    "How records become rows, of every stream: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE},"
                            + " that is merge with a primary key, else append with a cursor, else replace.")
    private WriteStrategy strategy;

    @Mixin
    private WriteOptions options;

    @Option(
            names = "--temp-folder",
            paramLabel = "FOLDER",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "Where catalog and state are kept for the source while it reads. A source in a container sees"
                    + " them only if it has this folder. Default: ${DEFAULT-VALUE}.")
    private Path tempFolder;

    SyncCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        parent.cancellation().arm();
        try {
            return sync();
        } catch (InterruptedException | RuntimeException e) {
            if (parent.cancellation().requested()) {
                parent.streams().err().println("sqlcache: cancelled.");
                return ExitCode.FAILED;
            }
            throw e;
        }
    }

    private int sync() throws InterruptedException {
        SourceCommand command = source.command();
        SourceSecrets secrets = SourceSecrets.of(source.configText());
        Optional<SourceCatalog> given = source.catalog();
        if (given.isPresent()) {
            single.requireNoFields();
        }
        try (CacheBase cache = destination.open();
                SourceFiles files = SourceFiles.in(tempFolder)) {
            SourceConfig config = source.config(files);
            SourceOutput output = new SourceOutput(parent.streams().err(), secrets, config);
            SourceConnector connector = new SourceConnector(command, config::current, output);
            Optional<DiscoveredCatalog> discovered =
                    given.isPresent() ? Optional.empty() : Optional.of(discover(connector, output));
            PatientQuestions ask = new PatientQuestions(options.retry());
            SourceCatalog catalog = withGenerations(
                    ask.of(cache::unfinishedGenerations),
                    discovered.isPresent() ? source.choose(discovered.get(), single) : given.orElseThrow());
            CacheChanges changes = ask.of(() -> CacheChanges.before(cache, options.sourceName(), catalog, discovered));
            ask.of(() -> cache.state(options.sourceName())).ifPresent(catalog::requireReadable);
            // Asked for again when the write has the streams: only then no other one moves it.
            Supplier<Optional<Path>> state = () -> cache.state(options.sourceName())
                    .flatMap(catalog::stateToReadFrom)
                    .map(text -> files.write("state.json", text));
            Path catalogFile = files.write("catalog.json", catalog.json());
            try (SourceRead read = connector.read(catalogFile, state)) {
                WriteRequest.Builder request = options.request(catalog.written())
                        .strategy(strategy(catalog))
                        .sourceEnding(read::awaitEnding);
                catalog.refreshed().forEach(stream -> request.strategy(stream, WriteStrategy.FROM_CATALOG));
                WriteSummary summary = land(cache, request, read, output);
                return report(summary, changes, secrets);
            }
        }
    }

    /** A discovered catalog says what AUTO would choose; beyond that, a stream that is read whole is never appended to. */
    private WriteStrategy strategy(SourceCatalog catalog) {
        return catalog.isDiscovered() && strategy == WriteStrategy.AUTO ? WriteStrategy.FROM_CATALOG : strategy;
    }

    private SourceCatalog withGenerations(Map<StreamId, Long> unfinished, SourceCatalog catalog) {
        // What is new alone must not take the place of all.
        Set<StreamId> anew =
                strategy == WriteStrategy.REPLACE ? catalog.streams() : single.refreshed(catalog.streams());
        return catalog.with(new Refreshes(
                System.currentTimeMillis(), anew, unfinished, strategy(catalog), options.ignoreNamespace()));
    }

    private static DiscoveredCatalog discover(SourceConnector connector, SourceOutput output)
            throws InterruptedException {
        try {
            return connector.discover();
        } catch (CacheException e) {
            throw output.masked(e);
        }
    }

    private WriteSummary land(CacheBase cache, WriteRequest.Builder request, SourceRead read, SourceOutput output) {
        try (ProgressDisplay progress = ProgressDisplay.on(parent.streams())) {
            request.listener(new SyncListener(output, progress));
            return cache.write(read.messages(), request.build());
        } catch (CacheException e) {
            // The write takes it for a failure of its input, but what starting the source has to say is for the user.
            throw e.getCause() instanceof CacheException own ? own : e;
        } finally {
            // An interrupt has done its work; left standing, it would disturb closing the cache.
            Thread.interrupted();
        }
    }

    private int report(WriteSummary summary, CacheChanges changes, SourceSecrets secrets) {
        int width = parent.streams().terminal().errorColumns().orElse(Integer.MAX_VALUE);
        Stream.concat(changes.lines(summary).stream(), new WriteReport(summary).lines(width).stream())
                .map(secrets::mask)
                .forEach(parent.streams().err()::println);
        return ExitCode.of(summary.outcome());
    }
}
