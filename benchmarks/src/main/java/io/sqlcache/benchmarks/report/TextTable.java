package io.sqlcache.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. */
final class TextTable {

    private final List<String> lines = new ArrayList<>();

    TextTable(String... titles) {
        row(titles);
        lines.add("|" + "---|".repeat(titles.length));
    }

    TextTable row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
