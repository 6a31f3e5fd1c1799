package io.sqlcache.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * {@code docs/errors.md}, read.
 *
 * @param kinds the rows of its table of kinds
 * @param rows the rows of all other tables
 */
public record ErrorsDocument(List<List<String>> kinds, List<Row> rows) {

    private static final int COLUMNS = 5;
    private static final Pattern QUOTATION = Pattern.compile("`([^`]+)`( \\(server\\))?");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /**
     * One kind of failure.
     *
     * @param messages what the product says of it, {@code ..} in place of what differs
     * @param ofServer whether a server's message is quoted too
     * @param kind who can act, and the exit code: {@code CONFIG, 2}
     * @param tests as {@code Class.method}
     */
    public record Row(List<String> messages, boolean ofServer, String kind, List<String> tests) {

        private static Row of(List<String> cells) {
            List<MatchResult> quotations =
                    QUOTATION.matcher(cells.get(0)).results().toList();
            return new Row(
                    quotations.stream()
                            .filter(quotation -> quotation.group(2) == null)
                            .map(quotation -> quotation.group(1))
                            .toList(),
                    quotations.stream().anyMatch(quotation -> quotation.group(2) != null),
                    cells.get(3),
                    QUOTED.matcher(cells.get(4))
                            .results()
                            .map(test -> test.group(1))
                            .toList());
        }
    }

    /** Reads it. */
    public static ErrorsDocument read(Path file) throws IOException {
        List<List<String>> rows = Files.readAllLines(file).stream()
                .filter(line ->
                        line.startsWith("| ") && !line.startsWith("| what you see |") && !line.startsWith("| kind |"))
                .map(ErrorsDocument::cells)
                .toList();
        return new ErrorsDocument(
                rows.stream().filter(cells -> cells.size() < COLUMNS).toList(),
                rows.stream()
                        .filter(cells -> cells.size() >= COLUMNS)
                        .map(Row::of)
                        .toList());
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
