package io.sqlcache.benchmarks.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.benchmarks.run.TimedProcess;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bin/sqlcache} as users start it. */
final class SqlcacheCommand {

    static final String NAME = "sqlcache";

    private final Workplace workplace;
    private final Path program;

    SqlcacheCommand(Workplace workplace) {
        this.workplace = workplace;
        this.program = workplace.home().resolve("bin").resolve("sqlcache");
    }

    /** Appends, merges or replaces what the files hold. */
    TimedProcess write(String strategy, String catalog, Path... input) throws IOException {
        return write(strategy, catalog, "", input);
    }

    /** The same with more options of Java. */
    TimedProcess write(String strategy, String catalog, String javaOptions, Path... input) throws IOException {
        ObjectNode config = workplace.server().address().config(BenchmarkServer.OURS);
        return write(config, List.of("--strategy", strategy), catalog, javaOptions, input);
    }

    /** The same by another way to the server. */
    TimedProcess write(ObjectNode config, List<String> options, String catalog, String javaOptions, Path... input)
            throws IOException {
        Path configFile = Files.createTempFile(workplace.scratch(), "config", ".json");
        Path catalogFile = Files.createTempFile(workplace.scratch(), "catalog", ".json");
        Files.writeString(configFile, config.toString());
        Files.writeString(catalogFile, catalog);

        return run(
                javaOptions,
                List.of(input),
                List.of("write", "--config", configFile.toString(), "--catalog", catalogFile.toString()),
                options);
    }

    /** Prints the specification. */
    TimedProcess spec() {
        return run("", List.of(), List.of("spec"), List.of());
    }

    private TimedProcess run(String javaOptions, List<Path> input, List<String> arguments, List<String> more) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        command.addAll(more);

        return new TimedProcess(command, Map.of("JAVA_OPTS", javaOptions), input);
    }
}
