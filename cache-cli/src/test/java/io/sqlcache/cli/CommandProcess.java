package io.sqlcache.cli;

import io.sqlcache.cli.testing.DefaultSignals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, to be killed, interrupted or starved. */
final class CommandProcess {

    private CommandProcess() {}

    /**
     * Starts the command, standard input and output being pipes to this process. Signals end it, however this process was started.
     *
     * @param errors the file that takes its standard error
     */
    static Process start(Path errors, String... arguments) throws IOException, InterruptedException {
        return start(errors, List.of(), List.of(arguments));
    }

    /**
     * Starts the command with options of its JVM.
     *
     * @param errors the file that takes its standard error
     */
    static Process start(Path errors, List<String> jvmOptions, List<String> arguments)
            throws IOException, InterruptedException {
        return start(errors, DefaultSignals.of(command(jvmOptions, arguments)));
    }

    /**
     * Starts the command as a script does that goes on without waiting for it: SIGINT is for others.
     *
     * @param errors the file that takes its standard error
     */
    static Process startInBackground(Path errors, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
        line.addAll(command(List.of(), List.of(arguments)));
        return start(errors, line);
    }

    private static Process start(Path errors, List<String> line) throws IOException {
        return new ProcessBuilder(line).redirectError(errors.toFile()).start();
    }

    private static List<String> command(List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Over before the JVM's second compiler, its other collectors and a check of what javac has just compiled pay.
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SqlcacheCommand.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
