package io.sqlcache.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, to be killed, interrupted or starved. */
final class CommandProcess {

    private CommandProcess() {}

    /**
     * Starts the command, standard input and output being pipes to this process.
     *
     * @param errors the file that takes its standard error
     */
    static Process start(Path errors, String... arguments) throws IOException {
        return start(errors, List.of(), List.of(arguments));
    }

    /**
     * Starts the command with options of its JVM.
     *
     * @param errors the file that takes its standard error
     */
    static Process start(Path errors, List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SqlcacheCommand.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }
}
