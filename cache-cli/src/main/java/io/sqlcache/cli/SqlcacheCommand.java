package io.sqlcache.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command's entry point and its table of contents. */
@Command(
        name = "sqlcache",
        description = "Lands Airbyte message streams as typed SQL tables.",
        mixinStandardHelpOptions = true)
public final class SqlcacheCommand implements Runnable {

    SqlcacheCommand() {}

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SqlcacheCommand()).execute(arguments));
    }
}
