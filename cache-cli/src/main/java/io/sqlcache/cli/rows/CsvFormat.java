package io.sqlcache.cli.rows;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 4180: a header line, CRLF, quotes where needed. NULL is an empty field, an empty string is {@code ""}. */
final class CsvFormat implements RowFormat {

    private final OutputStream out;
    private final List<String> header;
    private @Nullable Writer opened;

    CsvFormat(OutputStream out, List<CachedColumn> columns) {
        this.out = out;
        this.header = columns.stream().map(CachedColumn::name).toList();
    }

    @Override
    public void row(Row row) throws IOException {
        line(writer(), row.values());
    }

    @Override
    public void end() throws IOException {
        writer().flush();
    }

    private Writer writer() throws IOException {
        if (opened == null) {
            opened = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            line(opened, header);
        }
        return opened;
    }

    private static void line(Writer writer, List<? extends @Nullable Object> values) throws IOException {
        String separator = "";
        for (Object value : values) {
            writer.write(separator);
            if (value != null) {
                field(writer, ValueText.of(value));
            }
            separator = ",";
        }
        writer.write("\r\n");
    }

    private static void field(Writer writer, String text) throws IOException {
        if (needsQuotes(text)) {
            writer.write('"');
            writer.write(text.replace("\"", "\"\""));
            writer.write('"');
        } else {
            writer.write(text);
        }
    }

    /** Spaces at the ends are quoted because some readers strip them. */
    private static boolean needsQuotes(String text) {
        return text.isEmpty()
                || text.charAt(0) == ' '
                || text.charAt(text.length() - 1) == ' '
                || text.chars().anyMatch(unit -> unit == ',' || unit == '"' || unit == '\r' || unit == '\n');
    }
}
