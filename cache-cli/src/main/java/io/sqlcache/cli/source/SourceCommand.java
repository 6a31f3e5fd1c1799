package io.sqlcache.cli.source;

import io.sqlcache.api.CacheException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is an Airbyte source, with its first arguments. No shell runs it; it never prints its arguments, which may be
 * secret.
 *
 * @param words the program, found as the system finds programs, and its arguments
 */
public record SourceCommand(List<String> words) {

    public SourceCommand {
        words = List.copyOf(words);
    }

    /**
     * The command of a line: words with quotes as in a shell, and nothing else of one.
     *
     * @throws CacheException of kind {@code CONFIG} if the line is no command
     */
    public static SourceCommand parse(String line) {
        return new SourceCommand(CommandWords.of(line));
    }

    /** The program alone. */
    public String program() {
        return words.get(0);
    }

    /** Starts the program with more arguments and nothing to read. */
    Process start(List<String> arguments) {
        List<String> command = new ArrayList<>(words);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot start the source \"%s\": %s. Give a program that is on the PATH or the path of one; no shell looks at the command."
                            .formatted(program(), reason(e)),
                    e);
        }
    }

    private String reason(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains("error=2,")) {
            boolean exists = program().contains(File.separator) && new File(program()).exists();
            return exists ? "what its first line says to run it with is missing" : "there is no such program";
        }
        return said.contains("error=13,") ? "it is not executable" : said.replaceFirst("^.*error=\\d+, ", "");
    }

    @Override
    public String toString() {
        return program() + (words.size() == 1 ? "" : " ...");
    }
}
