package io.sqlcache.benchmarks;

import io.sqlcache.benchmarks.cases.OtherCases;
import io.sqlcache.benchmarks.cases.StandardCases;
import io.sqlcache.benchmarks.cases.Workplace;
import io.sqlcache.benchmarks.report.Report;
import io.sqlcache.benchmarks.run.Comparison;
import io.sqlcache.benchmarks.run.Measurement;
import io.sqlcache.benchmarks.run.Rounds;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/benchmark}: every case against what it is compared with. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        subcommands = {ScaleCommand.class, StagesCommand.class},
        description = {
            "Measures sqlcache against what does the same work, in turn in one run, as whole processes, and writes the tables and"
                    + " charts of docs/benchmarks.md.",
            "",
            "  append, replace, first, merge  a million records, against psql with ready-made text (the JDBC driver's CopyManager"
                    + " where there is no psql)",
            "  alternatives  an append by JDBC batches, jOOQ's loader, and the sink for databases without bulk load",
            "  start         the specification, and a write of 100 records",
            "  memory        one and ten million records with -Xmx64m",
            "",
            "Takes about 20 minutes on 2 cores with 5 runs, and 12 GB of disk: 9 GB in java.io.tmpdir for the embedded server (no more than"
                    + " what is measured at a time is kept), 3 GB in --data for input, which is there the next time. Needs a JDK 17 or"
                    + " newer, Maven and git. Nothing else should run meanwhile.",
            ""
        })
public final class BenchmarkCommand implements Callable<Integer> {

    private static final int SHARE_OF_ALTERNATIVES = 5;
    private static final List<Integer> MEMORY_BLOCKS = List.of(10, 100);

    @Mixin
    private BenchmarkOptions options;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Records of the cases, a multiple of 20; alternatives take a fifth of them. Default: ${DEFAULT-VALUE}.")
    private int records;

    private BenchmarkCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure))
                .execute(arguments));
    }

    private static int failed(Exception failure) throws Exception {
        if (failure instanceof IOException
                || failure instanceof IllegalStateException
                || failure instanceof SQLException) {
            System.err.println("benchmark: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws Exception {
        try (BenchmarkServer server = options.server();
                ScratchFolder scratch = ScratchFolder.create()) {
            measure(options.workplace(server, scratch));
        }
        return 0;
    }

    private void measure(Workplace workplace) throws Exception {
        Report report = options.report();
        Rounds rounds = options.rounds();
        OtherCases others = new OtherCases(workplace);

        report.environment(Machine.description(workplace.home(), workplace.server()));
        List<Measurement> pairs = pairs(new StandardCases(workplace, records), rounds);
        if (!pairs.isEmpty()) {
            report.pairs(pairs);
        }
        if (options.wants("alternatives")) {
            report.contenders("alternatives", rounds.measure(others.alternatives(records / SHARE_OF_ALTERNATIVES)));
        }
        if (options.wants("start")) {
            report.start(List.of(rounds.measure(others.specification()), rounds.measure(others.few())));
        }
        if (options.wants("memory")) {
            report.memory(memory(others, rounds));
        }
    }

    private List<Measurement> pairs(StandardCases cases, Rounds rounds) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (Comparison comparison : cases.all()) {
            if (options.wants(comparison.id())) {
                measurements.add(rounds.measure(comparison));
            }
        }
        return measurements;
    }

    /** Once is enough: the most that a process takes hardly changes. */
    private static List<Measurement> memory(OtherCases others, Rounds rounds) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (int blocks : MEMORY_BLOCKS) {
            measurements.add(new Rounds(1, rounds.progress()).measure(others.memory(blocks)));
        }
        return measurements;
    }
}
