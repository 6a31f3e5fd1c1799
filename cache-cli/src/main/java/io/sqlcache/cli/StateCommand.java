package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache state}: the stored state of a source. */
@Command(
        name = "state",
        description = {
            "Prints the stored state of a source as a JSON array, ready to hand to the connector; [] if there is none yet.",
            ""
        },
        footer = "  sqlcache state --config config.json --source-name shop > state.json")
final class StateCommand implements Callable<Integer> {

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--source-name",
            paramLabel = "NAME",
            defaultValue = "source",
            description = "The name that the write was given. Default: ${DEFAULT-VALUE}.")
    private String sourceName;

    StateCommand() {}

    @Override
    public Integer call() throws IOException {
        try (CacheBase cache = destination.open()) {
            String state = cache.state(sourceName).orElse("[]");
            parent.streams().out().write((state + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }
}
