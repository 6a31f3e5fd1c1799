package io.sqlcache.benchmarks;

import io.sqlcache.benchmarks.micro.Stages;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/benchmark stages}: the stages of a record's path, by JMH. */
@Command(
        name = "stages",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the reader of lines, the parser and the encoder by themselves, without a database: megabytes a second, and"
                    + " bytes allocated a record, by JMH. Takes a minute and no disk.",
            ""
        })
final class StagesCommand implements Callable<Integer> {

    @Mixin
    private BenchmarkOptions options;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each is measured. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    StagesCommand() {}

    @Override
    public Integer call() throws Exception {
        options.report().stages(Stages.measure(seconds));
        return 0;
    }
}
