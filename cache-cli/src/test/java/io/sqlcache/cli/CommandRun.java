package io.sqlcache.cli;

import io.sqlcache.cli.terminal.ReaderGoneException;
import io.sqlcache.cli.terminal.StandardStreams;
import io.sqlcache.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the command in this process.
 *
 * @param exitCode what it returned
 * @param out its standard output
 * @param err its standard error
 */
record CommandRun(int exitCode, String out, String err) {

    static {
        // Else the help would be as wide and as colourful as the terminal of the build, or its environment, has it.
        System.setProperty("picocli.ansi", "false");
        System.setProperty("picocli.usage.width", "80");
    }

    /** Runs without input and without a terminal. */
    static CommandRun of(String... arguments) {
        return withInput("", arguments);
    }

    /** Runs with a text as standard input. */
    static CommandRun withInput(String input, String... arguments) {
        return withInput(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    /** Runs while nobody reads standard output. */
    static CommandRun withBrokenOutput(String input, String... arguments) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new ReaderGoneException(new IOException("Broken pipe"));
            }
        };
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), broken, arguments);
    }

    /** Runs with any input. */
    static CommandRun withInput(InputStream input, String... arguments) {
        return run(input, new ByteArrayOutputStream(), arguments);
    }

    private static CommandRun run(InputStream input, OutputStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = SqlcacheCommand.execute(StandardStreams.of(input, out, err, Terminal.none()), arguments);
        String text = out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
        return new CommandRun(exitCode, text, err.toString(StandardCharsets.UTF_8));
    }

    /** The lines of standard output. */
    List<String> outLines() {
        return out.lines().toList();
    }
}
