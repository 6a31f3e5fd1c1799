package io.sqlcache.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which standard streams are a terminal, and how wide it is. Asks the system at each call. Thread-safe.
 *
 * <p>{@link System#console} cannot tell: it looks at all streams at once before JDK 22 and is there without any terminal since.
 */
public final class Terminal {

    private final Supplier<OptionalInt> outputLookup;
    private final Supplier<OptionalInt> errorLookup;
    private final @Nullable String columnsVariable;

    private Terminal(
            Supplier<OptionalInt> outputLookup, Supplier<OptionalInt> errorLookup, @Nullable String columnsVariable) {
        this.outputLookup = outputLookup;
        this.errorLookup = errorLookup;
        this.columnsVariable = columnsVariable;
    }

    /** That of the process. */
    static Terminal ofProcess() {
        return new Terminal(Terminal::columnsOfOutput, Terminal::columnsOfError, System.getenv("COLUMNS"));
    }

    /** One of the given width on both standard output and standard error. */
    static Terminal ofWidth(int columns) {
        return new Terminal(() -> OptionalInt.of(columns), () -> OptionalInt.of(columns), null);
    }

    /** None at all. */
    public static Terminal none() {
        return noneBut(null);
    }

    /** None but what {@code COLUMNS} says. */
    static Terminal noneBut(@Nullable String columnsVariable) {
        return new Terminal(OptionalInt::empty, OptionalInt::empty, columnsVariable);
    }

    /** Columns of the terminal that standard output is; empty if it is none. */
    public OptionalInt outputColumns() {
        return outputLookup.get();
    }

    /** Columns of the terminal that standard error is; empty if it is none. */
    public OptionalInt errorColumns() {
        return errorLookup.get();
    }

    /** How wide a table on standard output may be: the terminal's width, else {@code COLUMNS}, else 120. */
    public int tableWidth() {
        return outputColumns().orElseGet(this::widthWithoutTerminal);
    }

    private int widthWithoutTerminal() {
        return columnsVariable != null && columnsVariable.matches("[1-9][0-9]{0,5}")
                ? Integer.parseInt(columnsVariable)
                : 120;
    }

    private static OptionalInt columnsOfError() {
        ProcessBuilder stty = new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null");
        return columns(stty.redirectError(Redirect.INHERIT), Process::getInputStream);
    }

    private static OptionalInt columnsOfOutput() {
        ProcessBuilder stty = new ProcessBuilder("sh", "-c", "stty size <&1 >&2 2>/dev/null");
        return columns(stty.redirectOutput(Redirect.INHERIT), Process::getErrorStream);
    }

    /** {@code stty} asks the terminal that its standard input is: the stream in question is made just that. */
    private static OptionalInt columns(ProcessBuilder stty, Function<Process, InputStream> answer) {
        try {
            Process process = stty.start();
            process.getOutputStream().close();
            String size = new String(answer.apply(process).readAllBytes(), StandardCharsets.US_ASCII).strip();
            return columns(size);
        } catch (IOException e) {
            return OptionalInt.empty(); // no POSIX shell: treated as no terminal
        }
    }

    /** Rows and columns as {@code stty size} prints them; a terminal that does not know its width says 0. */
    static OptionalInt columns(String size) {
        if (!size.matches("\\d{1,5} \\d{1,5}")) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
        return OptionalInt.of(columns == 0 ? 80 : columns);
    }
}
