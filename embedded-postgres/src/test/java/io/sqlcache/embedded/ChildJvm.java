package io.sqlcache.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that runs {@link ServerInChildJvm}, with its own directory for temporary files. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final long serverPid;
    private final Path dataDirectory;
    private final String answer;

    private ChildJvm(Process process, BufferedReader output) throws IOException {
        this.process = process;
        this.serverPid = Long.parseLong(line(output));
        this.dataDirectory = Path.of(line(output));
        this.answer = line(output);
    }

    /** Starts a JVM, by way of a command such as setpriv when a prefix is given. */
    static ChildJvm start(Path temporaryFiles, List<String> classPath, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporaryFiles,
                "-cp",
                String.join(File.pathSeparator, classPath),
                ServerInChildJvm.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(temporaryFiles.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ChildJvm(process, process.inputReader(StandardCharsets.UTF_8));
    }

    /** The class path of this JVM. */
    static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    ProcessHandle server() {
        return ProcessHandle.of(serverPid).orElseThrow();
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    String answer() {
        return answer;
    }

    /** Ends the JVM as an operator or a full machine would: nothing in it can react. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the JVM to end, as Ctrl-C does, and waits for it. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Lets the main method return and waits for the JVM's end. */
    void finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String line(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ServerInChildJvm.ANSWER)) {
                return line.substring(ServerInChildJvm.ANSWER.length());
            }
        }
        throw new IOException("The child JVM ended without an answer; its error output is above");
    }
}
