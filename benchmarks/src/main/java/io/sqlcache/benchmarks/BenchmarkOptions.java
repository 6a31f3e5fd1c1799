package io.sqlcache.benchmarks;

import io.sqlcache.benchmarks.cases.Workplace;
import io.sqlcache.benchmarks.report.Report;
import io.sqlcache.benchmarks.run.Rounds;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import io.sqlcache.benchmarks.server.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands have in common. */
final class BenchmarkOptions {

    /** The folder of the project, which {@code bin/benchmark} gives. */
    private static final String HOME = "sqlcache.home";

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds; what is reported is their median. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "Measure on postgresql://user:password@host:port/database, in two schemas (sqlcache_benchmark and"
                            + " sqlcache_benchmark_baseline) that are dropped before and after. Default: an embedded server.")
    private @Nullable String server;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these of the names above; the tables that they are in have nothing else then.")
    private List<String> only = List.of();

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Where benchmarks.md and the folder of its charts are. Default: docs.")
    private @Nullable Path docs;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the input is kept for the next time. Default: benchmarks/target/data.")
    private @Nullable Path data;

    BenchmarkOptions() {}

    /** Whether something is to be done; all is, unless {@code --only} names others. */
    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }

    Rounds rounds() {
        return new Rounds(runs, System.err);
    }

    Report report() throws IOException {
        return new Report(docs == null ? home().resolve("docs") : docs, System.err);
    }

    static Path home() {
        return Path.of(Objects.requireNonNull(System.getProperty(HOME), HOME + " is not set: run bin/benchmark"));
    }

    BenchmarkServer server() {
        return server == null ? BenchmarkServer.start() : BenchmarkServer.at(ServerAddress.of(server));
    }

    /** All that cases share. */
    Workplace workplace(BenchmarkServer started, ScratchFolder scratch) throws IOException {
        Path input = data == null ? home().resolve("benchmarks/target/data") : data;
        Files.createDirectories(input);

        return new Workplace(home(), input.toAbsolutePath(), scratch.path(), started);
    }
}
