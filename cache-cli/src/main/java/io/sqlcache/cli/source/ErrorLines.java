package io.sqlcache.cli.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes on a process's standard error line by line, on a daemon thread of its own, so that the process never waits for it. */
final class ErrorLines {

    /** What comes without a line end is passed on in pieces of this many characters. */
    private static final int LONGEST = 1 << 16;

    private final InputStream error;
    private final Consumer<String> target;
    private final StringBuilder line = new StringBuilder();
    private final Thread thread = new Thread(this::run, "sqlcache-source-error");

    private ErrorLines(InputStream error, Consumer<String> target) {
        this.error = error;
        this.target = target;
    }

    static ErrorLines start(InputStream error, Consumer<String> target) {
        ErrorLines lines = new ErrorLines(error, target);
        lines.thread.setDaemon(true);
        lines.thread.start();
        return lines;
    }

    /** Waits until the last line is passed on, but not for ever: another process may hold the stream open. */
    void await(long millis) throws InterruptedException {
        thread.join(millis);
    }

    private void run() {
        char[] characters = new char[1 << 13];
        try (Reader reader = new InputStreamReader(error, StandardCharsets.UTF_8)) {
            for (int n = reader.read(characters); n >= 0; n = reader.read(characters)) {
                for (int i = 0; i < n; i++) {
                    add(characters[i]);
                }
            }
        } catch (IOException e) {
            // The process is being ended: nothing more comes.
        }
        if (line.length() > 0) {
            pass();
        }
    }

    private void add(char next) {
        if (next == '\n') {
            pass();
        } else {
            line.append(next);
            if (line.length() == LONGEST) {
                pass();
            }
        }
    }

    private void pass() {
        int length = line.length();
        target.accept(length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString());
        line.setLength(0);
    }
}
