package io.sqlcache.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lays out rows under each other, as wide as the terminal. Widths are chosen by some of the rows, so that any number of
 * others can follow. What is too long ends with an ellipsis; columns that find no room are left out from the right.
 */
public final class TextTable {

    private static final int WIDEST = 40;
    private static final int NARROWEST = 12;

    /** A number is not cut, or it would seem to be another one: 20 digits hold any bigint with its sign. */
    private static final int WHOLE_NUMBER = 20;

    private static final String BETWEEN = " | ";

    private final List<Column> columns;
    private final int[] widths;

    private TextTable(List<Column> columns, int[] widths) {
        this.columns = columns;
        this.widths = widths;
    }

    /** A table whose column widths suit the given rows. */
    public static TextTable fitted(List<Column> columns, List<List<String>> rows, int width) {
        int[] wished = IntStream.range(0, columns.size())
                .map(index -> wishedWidth(columns.get(index), index, rows))
                .toArray();
        int[] widths = squeezed(columns, wished, width);
        return new TextTable(columns.subList(0, widths.length), widths);
    }

    /** A whole table: head, rows, and a note about columns left out. */
    public static List<String> lines(List<Column> columns, List<List<String>> rows, int width) {
        TextTable table = fitted(columns, rows, width);
        List<String> lines = new ArrayList<>(table.head());
        rows.forEach(row -> lines.add(table.line(row)));
        if (table.shown() < columns.size()) {
            lines.add("(%s)".formatted(Amounts.counted(columns.size() - table.shown(), "more column")));
        }
        return lines;
    }

    /** How many columns found room, from the left. */
    public int shown() {
        return widths.length;
    }

    /** The names of the columns, their types if there are any, and a rule. */
    public List<String> head() {
        List<String> lines = new ArrayList<>();
        lines.add(joined(BETWEEN, i -> padded(columns.get(i).name(), false, widths[i])));
        if (columns.stream().anyMatch(column -> !column.type().isEmpty())) {
            lines.add(joined(BETWEEN, i -> padded(columns.get(i).type(), false, widths[i])));
        }
        lines.add(joined("-+-", i -> "-".repeat(widths[i])));
        return lines;
    }

    /** One row; it may have more cells than there is room for. */
    public String line(List<String> cells) {
        return joined(BETWEEN, i -> padded(cells.get(i), columns.get(i).rightAligned(), widths[i]));
    }

    private String joined(String between, IntFunction<String> cells) {
        return IntStream.range(0, widths.length)
                .mapToObj(cells)
                .collect(Collectors.joining(between))
                .stripTrailing();
    }

    private static String padded(String cell, boolean rightAligned, int width) {
        String shown = DisplayWidth.cut(prepared(cell), rightAligned ? Math.max(width, WHOLE_NUMBER) : width);
        String padding = " ".repeat(Math.max(0, width - DisplayWidth.of(shown)));
        return rightAligned ? padding + shown : shown + padding;
    }

    private static int wishedWidth(Column column, int index, List<List<String>> rows) {
        int widest = Math.max(DisplayWidth.of(prepared(column.name())), DisplayWidth.of(column.type()));
        for (List<String> row : rows) {
            widest = Math.max(widest, DisplayWidth.of(prepared(row.get(index))));
        }
        return Math.max(1, Math.min(widest, WIDEST));
    }

    /** Leaves out what has no room even when narrow, then narrows the widest columns until the rest has room. */
    private static int[] squeezed(List<Column> columns, int[] wished, int width) {
        int[] narrowest = IntStream.range(0, wished.length)
                .map(i -> Math.min(wished[i], columns.get(i).rightAligned() ? WHOLE_NUMBER : NARROWEST))
                .toArray();
        int count = 0;
        long needed = -BETWEEN.length();
        while (count < wished.length && (needed += narrowest[count] + BETWEEN.length()) <= width) {
            count++;
        }
        int[] widths = IntStream.of(wished).limit(Math.max(1, count)).toArray();
        long total = IntStream.of(widths).asLongStream().sum() + (long) BETWEEN.length() * (widths.length - 1);
        for (int widest = WIDEST; widest > NARROWEST && total > width; widest--) {
            for (int i = 0; i < widths.length && total > width; i++) {
                if (widths[i] >= widest && widths[i] > narrowest[i]) {
                    widths[i]--;
                    total--;
                }
            }
        }
        return widths;
    }

    /** Only the beginning of a long value can be shown, so no more of it is looked at. */
    private static String prepared(String cell) {
        return DisplayWidth.printable(cell.length() <= 1000 ? cell : cell.substring(0, 1000));
    }

    /**
     * A column of the table.
     *
     * @param name what stands at its head
     * @param type what stands below its name; empty for nothing
     * @param rightAligned whether its values end at the same place, as numbers do
     */
    public record Column(String name, String type, boolean rightAligned) {

        public static Column text(String name) {
            return new Column(name, "", false);
        }

        public static Column number(String name) {
            return new Column(name, "", true);
        }
    }
}
