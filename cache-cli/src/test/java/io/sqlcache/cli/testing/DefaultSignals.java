package io.sqlcache.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a program take SIGINT and SIGTERM as if it were started from a terminal. A build in the background hands down an ignored
 * SIGINT, and what a process ignores when it starts neither a JVM nor a shell can take back.
 */
public final class DefaultSignals {

    /** GNU coreutils 8.31 has the first, macOS and older Linux the second. */
    private static final List<List<String>> LAUNCHERS = List.of(
            List.of("env", "--default-signal=INT,TERM"),
            List.of("perl", "-e", "$SIG{INT} = $SIG{TERM} = 'DEFAULT'; exec { $ARGV[0] } @ARGV or die $!"));

    /** In the kernel's set of signals each has the bit below its number: 2 and 15. */
    private static final long INT_AND_TERM = 1L << 1 | 1L << 14;

    private DefaultSignals() {}

    /** The command line that becomes the given one, in the same process, after it has reset the signals. */
    public static List<String> of(List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(launcher());
        line.addAll(command);
        return line;
    }

    private static List<String> launcher() throws IOException, InterruptedException {
        for (List<String> launcher : LAUNCHERS) {
            if (works(launcher)) {
                return launcher;
            }
        }
        if (areIgnored()) {
            throw new IllegalStateException(
                    "Cannot test signals: this build was started with SIGINT or SIGTERM ignored,"
                            + " and neither env of GNU coreutils 8.31 nor perl is there to reset them. Start it in the foreground.");
        }
        return List.of();
    }

    private static boolean works(List<String> launcher) throws InterruptedException {
        List<String> line = new ArrayList<>(launcher);
        line.add("true");
        try {
            return new ProcessBuilder(line).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** Asked of Linux; what else there is has a launcher. */
    private static boolean areIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.replaceAll("\\S+:\\s*", ""), 16) & INT_AND_TERM) != 0);
    }
}
