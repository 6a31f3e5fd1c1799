package io.sqlcache.cli.rows;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import io.sqlcache.cli.terminal.Amounts;
import io.sqlcache.cli.terminal.TextTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table for people; the first rows decide how wide its columns are. */
final class TableFormat implements RowFormat {

    private static final int SAMPLE = 100;

    private final Writer out;
    private final List<CachedColumn> columns;
    private final int width;
    private final List<Row> sample = new ArrayList<>();
    private @Nullable TextTable fitted;
    private long rows;

    TableFormat(OutputStream out, List<CachedColumn> columns, int width) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.columns = columns;
        this.width = width;
    }

    @Override
    public void row(Row row) throws IOException {
        rows++;
        if (fitted != null) {
            println(fitted.line(ValueText.cells(row)));
            return;
        }
        sample.add(row);
        if (sample.size() == SAMPLE) {
            table();
        }
    }

    @Override
    public void end() throws IOException {
        int leftOut = columns.size() - table().shown();
        println("(%s%s)"
                .formatted(
                        Amounts.counted(rows, "row"),
                        leftOut == 0
                                ? ""
                                : "; %s did not fit, --format jsonl shows all"
                                        .formatted(Amounts.counted(leftOut, "more column"))));
        out.flush();
    }

    private TextTable table() throws IOException {
        if (fitted == null) {
            fitted = TextTable.fitted(
                    heads(), sample.stream().map(ValueText::cells).toList(), width);
            for (String line : fitted.head()) {
                println(line);
            }
            for (Row row : sample) {
                println(fitted.line(ValueText.cells(row)));
            }
            sample.clear();
        }
        return fitted;
    }

    private List<TextTable.Column> heads() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new TextTable.Column(
                        columns.get(i).name(),
                        "",
                        sample.stream().anyMatch(row -> row.values().get(i) instanceof Number)))
                .toList();
    }

    private void println(String line) throws IOException {
        out.write(line);
        out.write('\n');
    }
}
