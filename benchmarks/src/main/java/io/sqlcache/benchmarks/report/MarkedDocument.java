package io.sqlcache.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document with parts that are measured: each between {@code <!-- measured: NAME -->} and {@code <!-- end of NAME -->}. All else is
 * written by people and stays.
 */
record MarkedDocument(Path file) {

    /** Puts a text in the place of what stands there; at the end if there is no such part yet. */
    void replace(String name, String text) throws IOException {
        String begin = "<!-- measured: " + name + " -->";
        String end = "<!-- end of " + name + " -->";
        String part = begin + "\n" + text.strip() + "\n" + end;
        String old = Files.exists(file) ? Files.readString(file) : "";
        int from = old.indexOf(begin);
        int to = old.indexOf(end);

        Files.writeString(
                file,
                from < 0 || to < from
                        ? old.stripTrailing() + "\n\n" + part + "\n"
                        : old.substring(0, from) + part + old.substring(to + end.length()));
    }
}
