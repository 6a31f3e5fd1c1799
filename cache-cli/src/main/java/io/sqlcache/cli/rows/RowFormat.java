package io.sqlcache.cli.rows;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Prints rows one by one in constant memory. Made for one output; buffers until {@link #end}. */
public interface RowFormat {

    /** Prints one row. */
    void row(Row row) throws IOException;

    /** Prints what comes after the last row, and hands everything on. */
    void end() throws IOException;

    /** The formats to choose from. */
    enum Kind {
        /** For people: as wide as the terminal, long values cut. */
        TABLE,
        /** One JSON object a line, JSON columns nested as JSON. */
        JSONL,
        /** RFC 4180 with a header line; NULL is an empty field, an empty string is {@code ""}. */
        CSV;

        /** A format that prints to {@code out}, which stays open. */
        public RowFormat on(OutputStream out, List<CachedColumn> columns, int width) {
            return switch (this) {
                case TABLE -> new TableFormat(out, columns, width);
                case JSONL -> new JsonlFormat(out, columns);
                case CSV -> new CsvFormat(out, columns);
            };
        }
    }
}
