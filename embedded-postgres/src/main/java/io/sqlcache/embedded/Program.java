package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs one of PostgreSQL's programs to its end.
 *
 * <p>Output goes to a file, never to a pipe: the server that {@code pg_ctl} leaves behind would keep a pipe open. The wait goes on when the
 * thread is interrupted (each program ends soon by itself), so that a server is never left half started or half stopped.
 */
final class Program {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int SHOWN_LINES = 15;
    private static final Pattern DENIED =
            Pattern.compile("setpriv:|Permission denied|not permitted|as root|user does not exist");

    private final Path file;
    private final Account account;
    private final Path workDirectory;

    Program(Path file, Account account, Path workDirectory) {
        this.file = file;
        this.account = account;
        this.workDirectory = workDirectory;
    }

    /** Runs the program; fails with the end of its output and of the given log unless it exits with 0. */
    void run(String purpose, Path log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path output = workDirectory.resolve(file.getFileName() + ".out");
        try {
            Files.deleteIfExists(output);
            int status = await(builder(account.commandLine(command), output).start());
            if (status != 0) {
                String words = tail("Its output", output) + tail("The server's log", log);
                String advice = DENIED.matcher(words).find() ? "; " + account.advice() : "";
                throw new EmbeddedServerException(
                        "Cannot " + purpose + ": " + file + " exited with " + status + advice + "." + words);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot " + purpose + ": cannot run " + file + " (" + e.getMessage() + "); " + account.advice()
                            + ".",
                    e);
        }
    }

    private ProcessBuilder builder(List<String> commandLine, Path output) {
        ProcessBuilder builder = new ProcessBuilder(commandLine)
                .directory(workDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The caller's PGDATA, PGPORT, ... are about other servers; messages in English are what we can recognise.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private int await(Process process) throws IOException {
        process.getOutputStream().close();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return process.exitValue();
                    }
                    process.destroyForcibly();
                    throw new IOException("not done after " + LIMIT.toSeconds() + " seconds");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String tail(String title, Path file) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
        if (text.isEmpty()) {
            return "";
        }
        List<String> lines = text.lines().toList();
        return "\n" + title + " ends with:\n  "
                + String.join("\n  ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
