package io.sqlcache.cli;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sqlcache check}: whether a write could begin. */
@Command(
        name = "check",
        description = {
            "Finds out whether a write could begin: reads the config.json, connects, creates a table in the schema, inserts a"
                    + " row, counts it and drops the table. Warns of what later writes may stumble over, with the remedy.",
            "",
            "Standard output carries an Airbyte CONNECTION_STATUS message, SUCCEEDED or FAILED with the reason and what to"
                    + " do, and TRACE ERROR before a FAILED. The exit code is 0 in both cases, as Airbyte's platform"
                    + " expects: it says that the check was made. With --exit-code it is that of the failure.",
            ""
        },
        footer = {
            "  sqlcache check --config config.json",
            "  sqlcache check --exit-code --config config.json > /dev/null && sqlcache sync ..."
        })
final class CheckCommand implements Callable<Integer> {

    @ParentCommand
    private SqlcacheCommand parent;

    @Mixin
    private DestinationOptions destination;

    @Option(names = "--exit-code", description = "Let the exit code tell too whether the check has failed.")
    private boolean exitCode;

    CheckCommand() {}

    @Override
    public Integer call() throws IOException {
        ProtocolOutput protocol = new ProtocolOutput(parent.streams().out(), Clock.systemUTC());
        try {
            destination.requireReadable();
            return check(protocol);
        } catch (RuntimeException | Error e) {
            protocol.error(e);
            throw e;
        }
    }

    private int check(ProtocolOutput protocol) throws IOException {
        try (CacheBase cache = destination.open()) {
            for (String finding : cache.check()) {
                parent.streams().err().println("warning: " + finding);
                protocol.log("WARN", finding);
            }
        } catch (CacheException e) {
            protocol.error(e);
            protocol.connectionFailed(FailureReport.message(e));
            int code = parent.failures().failed(e);
            return exitCode ? code : ExitCode.DONE;
        }
        protocol.connectionSucceeded();
        return ExitCode.DONE;
    }
}
