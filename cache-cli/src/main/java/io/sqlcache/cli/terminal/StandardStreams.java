package io.sqlcache.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the command reads and writes: those of the process, or others in a test.
 *
 * @param in standard input, not buffered
 * @param out standard output, not buffered; its failures are thrown, not swallowed as a {@link PrintStream} would
 * @param err standard error, UTF-8
 * @param status the line at the bottom of the terminal that {@code err} leads to
 * @param terminal what is known about the terminal
 */
public record StandardStreams(InputStream in, OutputStream out, PrintStream err, StatusLine status, Terminal terminal) {

    /** Streams that lead elsewhere; what is written to {@code err} passes the status line. */
    public static StandardStreams of(InputStream in, OutputStream out, OutputStream err, Terminal terminal) {
        StatusLine status = new StatusLine(err);
        return new StandardStreams(in, out, utf8(status), status, terminal);
    }

    /** Those of the process. Also makes {@link System#err} pass the status line, so that log lines do not tear it. */
    public static StandardStreams ofProcess() {
        StandardStreams streams = of(
                new FileInputStream(FileDescriptor.in),
                new PipedOutput(new FileOutputStream(FileDescriptor.out), Path.of("/dev/fd/1")),
                new FileOutputStream(FileDescriptor.err),
                Terminal.ofProcess());
        System.setErr(streams.err());
        return streams;
    }

    /** Text for people on standard output; failures are swallowed, see {@link PrintStream#checkError}. */
    public PrintStream printer() {
        return utf8(out);
    }

    private static PrintStream utf8(OutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
