package io.sqlcache.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache spec}: Airbyte's description of the destination. */
@Command(
        name = "spec",
        description = {
            "Prints what a config.json may hold, as an Airbyte SPEC message: a JSON schema with titles and descriptions.",
            ""
        },
        footer = "  sqlcache spec")
final class SpecCommand implements Callable<Integer> {

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private BackendOption backend;

    SpecCommand() {}

    @Override
    public Integer call() throws IOException {
        ProtocolOutput protocol = new ProtocolOutput(parent.streams().out(), Clock.systemUTC());
        try {
            protocol.specification(Backends.pairing(backend.provider()).specification());
            return ExitCode.DONE;
        } catch (RuntimeException | Error e) {
            protocol.error(e);
            throw e;
        }
    }
}
