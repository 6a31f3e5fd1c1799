package io.sqlcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheProvider;
import io.sqlcache.api.Caches;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.cli.terminal.EnterKey;
import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.embedded.EmbeddedServerException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache demo}: the whole way on a server of its own. */
@Command(
        name = "demo",
        description = {
            "Starts a PostgreSQL server, lands a small shop's data in it and shows the tables.",
            "",
            "The sample has three streams and two syncs, so that rows are seen to be merged and replaced. The server needs no"
                    + " installation, listens on this machine only and is gone afterwards.",
            ""
        },
        footer = {
            "  sqlcache demo --keep",
            "  sqlcache demo --catalog catalog.json --messages messages.jsonl",
            "  source read ... | sqlcache demo --catalog catalog.json --messages -"
        })
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private SqlcacheCommand parent;

    @ArgGroup(exclusive = false, heading = "%nInstead of the sample:%n")
    private @Nullable Files files;

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

    @Option(names = "--keep", description = "Leave the server up until Enter or a signal.")
    private boolean keep;

    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        Logging.showWarningsOnly();
        parent.cancellation().arm();
        try {
            return demonstrate();
        } catch (EmbeddedServerException e) {
            throw new CacheException(CacheException.Kind.TRANSIENT, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            if (parent.cancellation().requested()) {
                return ExitCode.FAILED; // a signal ends the server too, and then anything may fail
            }
            throw e;
        }
    }

    private int demonstrate() throws IOException {
        PrintStream out = parent.streams().printer();
        DemoInput input = input();
        out.println("Starting a PostgreSQL server ...");
        try (EmbeddedServer server = EmbeddedServer.start()) {
            int exitCode;
            try (CacheBase cache = open(server)) {
                exitCode = new Demo(cache, parent.streams(), strategy).run(input);
            }
            out.println("How to connect:");
            out.printf(
                    "  psql -h %s -p %d -U %s %s%n",
                    server.host(), server.port(), server.username(), server.database());
            out.printf("  %s%n%n", server.jdbcUrl());
            if (keep) {
                out.println("The server stays up until you press Enter or stop this command.");
                EnterKey.await(parent.streams().in());
            } else {
                out.println("The server stops now; 'sqlcache demo --keep' leaves it up to look around.");
            }
            return exitCode;
        }
    }

    /** The server that is started here is of a kind, whatever else there is. */
    private static CacheBase open(EmbeddedServer server) throws IOException {
        CacheProvider provider = Caches.provider("postgres");
        return provider.open(Backends.pairing(provider).read(destinationConfig(server)));
    }

    /** The server lets everybody on this machine in: the password is there because a destination has one. */
    private static String destinationConfig(EmbeddedServer server) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("host", server.host());
            json.writeNumberField("port", server.port());
            json.writeStringField("database", server.database());
            json.writeStringField("schema", "public");
            json.writeStringField("username", server.username());
            json.writeStringField("password", "none");
            json.writeEndObject();
        }
        return text.toString();
    }

    private DemoInput input() {
        return files == null
                ? DemoInput.sample()
                : DemoInput.files(
                        files.catalog, files.messages, parent.streams().in());
    }

    /** A catalog and the messages for it: both or none. */
    static final class Files {

        @Option(names = "--catalog", required = true, paramLabel = "FILE", description = "A configured catalog.")
        private Path catalog;

        @Option(
                names = "--messages",
                required = true,
                paramLabel = "FILE",
                description = "Protocol messages, one a line; - for standard input.")
        private Path messages;

        Files() {}
    }
}
