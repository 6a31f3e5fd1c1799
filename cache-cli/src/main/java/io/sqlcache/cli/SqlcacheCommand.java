package io.sqlcache.cli;

import io.sqlcache.cli.terminal.StandardStreams;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command's entry point and its table of contents. */
@Command(
        name = "sqlcache",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; after write and sync: everything is durable",
            "1:failed, a stream did not complete, or records were dropped that a state covers",
            "2:wrong usage or configuration: something must be changed first",
            "130, 143:stopped by a signal"
        },
        description = "Lands Airbyte message streams as typed SQL tables, exactly once, and reads them back.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sqlcache demo",
            "  source | sqlcache write --config config.json --catalog catalog.json",
            "  sqlcache read --config config.json users --limit 10",
            "",
            "'sqlcache COMMAND --help' tells more."
        },
        subcommands = {
            DemoCommand.class,
            SyncCommand.class,
            WriteCommand.class,
            CheckCommand.class,
            SpecCommand.class,
            StreamsCommand.class,
            ReadCommand.class,
            StateCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SqlcacheCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log in detail, and print the stack trace of a failure.")
    private boolean debug;

    private final StandardStreams streams;
    private final Cancellation cancellation;

    private SqlcacheCommand(StandardStreams streams, Cancellation cancellation) {
        this.streams = streams;
        this.cancellation = cancellation;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Guice then makes no classes at run time: a faster start, and no warning about Unsafe from newer Javas.
        System.getProperties().putIfAbsent("guice_bytecode_gen_option", "DISABLED");
        System.exit(execute(StandardStreams.ofProcess(), arguments));
    }

    /** Runs the command on the calling thread and returns its exit code; throws nothing. */
    static int execute(StandardStreams streams, String... arguments) {
        try (Cancellation cancellation = new Cancellation(streams.err())) {
            SqlcacheCommand command = new SqlcacheCommand(streams, cancellation);
            try {
                return command.line().execute(arguments);
            } catch (Error e) { // picocli hands over exceptions only
                return command.failures().failed(e);
            }
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.CONFIGURATION;
    }

    StandardStreams streams() {
        return streams;
    }

    /** Of this run; a command that can end early arms it. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** How failures of this run are told. */
    FailureReport failures() {
        return new FailureReport(streams.err(), debug);
    }

    private CommandLine line() {
        return new CommandLine(this)
                .setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, new PathText())
                .setParameterExceptionHandler((failure, given) -> failures().wrongUsage(failure))
                .setExecutionExceptionHandler(
                        (failure, line, parsed) -> failures().failed(failure))
                .setExecutionStrategy(this::run);
    }

    /** Without what may hold a password: JSON in place of its file, the arguments of a source. */
    private static List<String> arguments(ParseResult parsed) {
        List<String> words = source(parsed);
        List<String> shown = new ArrayList<>();
        String before = "";
        for (String argument : parsed.originalArgs()) {
            boolean isCommand = before.equals("--source-command");
            before = argument;
            shown.add(
                    isCommand || words.contains(argument) || JsonFile.looksLikeJson(argument)
                            ? "..."
                            : argument.replaceFirst("(?s)^--source-command=.*", "--source-command=..."));
        }
        return shown;
    }

    /** The words of a source, wherever they stand. */
    private static List<String> source(ParseResult parsed) {
        return Stream.ofNullable(parsed.subcommand())
                .filter(sub -> sub.commandSpec().userObject() instanceof SyncCommand)
                .flatMap(sub -> sub.matchedPositionals().stream())
                .flatMap(words -> words.originalStringValues().stream())
                .toList();
    }

    private int run(ParseResult parsed) {
        if (debug) {
            Logging.showDetails();
            LoggerFactory.getLogger(SqlcacheCommand.class)
                    .debug("{} on {}: {}", VersionText.text(), System.getProperty("os.name"), arguments(parsed));
        }
        return new RunLast().execute(parsed);
    }
}
