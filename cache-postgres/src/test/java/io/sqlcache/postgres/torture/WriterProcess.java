package io.sqlcache.postgres.torture;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that writes, and what it has said so far. */
final class WriterProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path errors;
    private final List<String> lines = new ArrayList<>();
    private final Thread reading = new Thread(this::read, "output of the writer");

    private WriterProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Starts it.
     *
     * @param heap in MiB
     * @param folder for its temporary files
     */
    static WriterProcess start(Class<?> main, int heap, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(new File(errors.toString())))
                .start();
        WriterProcess writer = new WriterProcess(process, errors);
        writer.reading.setDaemon(true);
        writer.reading.start();
        return writer;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (lines) {
                lines.notifyAll();
            }
        }
    }

    /** Waits until it has said so many lines that begin so; false if it ends before. */
    boolean awaitLines(String beginning, int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (count(beginning) < count) {
                if (!reading.isAlive() || !process.isAlive()) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Not a line \"" + beginning + "\" in " + PATIENCE + ": " + lines);
                }
                lines.wait(20);
            }
        }
        return true;
    }

    private long count(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as the system would if memory ran out: nothing in it can react. */
    void kill() throws InterruptedException {
        // Not by the process itself, which would close what is not read of its output yet.
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Waits for its end, for some minutes; returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The writer does not end; it says " + lines() + errors());
        }
        reading.join();
        return process.exitValue();
    }

    /** All it has said on standard output. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** All it has said on standard error. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
