package io.sqlcache.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that is timed from its start to its end. What it prints on standard output is dropped, what on standard error is kept
 * for the case that it fails.
 *
 * @param command the program and its arguments
 * @param environment added to ours
 * @param input files that it reads one behind the other on standard input
 */
public record TimedProcess(List<String> command, Map<String, String> environment, List<Path> input) {

    private static final int POLL_MILLIS = 20;
    private static final int SAID = 2_000;

    public TimedProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        input = List.copyOf(input);
    }

    /**
     * Runs it and waits for its end.
     *
     * @throws IOException with the end of what it said, if it fails
     */
    public Timing run() throws IOException, InterruptedException {
        Path said = Files.createTempFile("benchmark", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(said.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = started(builder);
            long peak = peakUntilEnd(process);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (process.exitValue() != 0) {
                throw new IOException("%s ended with exit code %d: %s"
                        .formatted(String.join(" ", command), process.exitValue(), lastWords(said)));
            }

            return new Timing(seconds, peak);
        } finally {
            Files.delete(said);
        }
    }

    private Process started(ProcessBuilder builder) throws IOException {
        switch (input.size()) {
            case 0 -> {
                Process process = builder.start();
                process.getOutputStream().close();
                return process;
            }
            case 1 -> {
                return builder.redirectInput(input.get(0).toFile()).start();
            }
            default -> {
                List<String> cat = Stream.concat(
                                Stream.of("cat"), input.stream().map(Path::toString))
                        .toList();
                return ProcessBuilder.startPipeline(List.of(new ProcessBuilder(cat), builder))
                        .get(1);
            }
        }
    }

    private static long peakUntilEnd(Process process) throws InterruptedException {
        long peak = 0;
        boolean ended = false;
        while (!ended) {
            peak = Math.max(peak, peakMemory(process.pid()));
            ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }

        return peak;
    }

    /** The most memory that a process had so far, which Linux keeps a mark of. */
    private static long peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // The process has ended meanwhile, or the system has no such file.
            return 0;
        }
    }

    private static String lastWords(Path said) throws IOException {
        String text = Files.readString(said);
        return text.substring(Math.max(0, text.length() - SAID));
    }
}
