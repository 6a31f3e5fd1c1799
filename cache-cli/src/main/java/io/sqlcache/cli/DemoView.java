package io.sqlcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.ColumnKind;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.cli.rows.ValueText;
import io.sqlcache.cli.terminal.Amounts;
import io.sqlcache.cli.terminal.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shows what a cache holds.
 *
 * @param cache what to show; stays open
 * @param out where to show it
 * @param width how wide
 */
record DemoView(CacheBase cache, PrintStream out, int width) {

    private static final int FIRST_ROWS = 5;

    /** Each table with its first rows. */
    void tables() {
        for (StreamId id : cache.streams()) {
            CachedStream stream = cache.stream(id);
            List<CachedColumn> columns = stream.columns();
            out.printf("%n%s: %s in table \"%s\"%n%n", id, Amounts.counted(stream.count(), "row"), stream.tableName());
            try (Stream<Row> records = stream.records()) {
                rows(columns, records.limit(FIRST_ROWS).toList());
            }
        }
    }

    /** The rows that answer a question. */
    void answer(DemoInput.Query query) {
        out.printf("%n%s:%n%n", query.title());
        query.sql().lines().forEach(line -> out.println("  " + line));
        out.println();
        try (QueryResult result = cache.query(query.sql())) {
            List<CachedColumn> columns = result.columns().stream()
                    .map(name -> new CachedColumn(name, name, ColumnKind.OTHER, ""))
                    .toList();
            rows(columns, result.rows().toList());
        }
    }

    /** The stored state of a source, one entry a line. */
    void state(String sourceName) throws IOException {
        out.printf("%nThe stored state of source \"%s\":%n%n", sourceName);
        for (String entry : entries(cache.state(sourceName).orElse("[]"))) {
            out.println("  " + entry);
        }
        out.println();
    }

    private void rows(List<CachedColumn> columns, List<Row> rows) {
        List<TextTable.Column> heads = IntStream.range(0, columns.size())
                .mapToObj(i -> new TextTable.Column(
                        columns.get(i).name(),
                        columns.get(i).sqlType(),
                        rows.stream().anyMatch(row -> row.values().get(i) instanceof Number)))
                .toList();
        TextTable.lines(heads, rows.stream().map(ValueText::cells).toList(), width)
                .forEach(out::println);
    }

    private static List<String> entries(String array) throws IOException {
        List<String> entries = new ArrayList<>();
        JsonFactory json = new JsonFactory();
        try (JsonParser parser = json.createParser(array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                StringWriter entry = new StringWriter();
                try (JsonGenerator copy = json.createGenerator(entry)) {
                    copy.copyCurrentStructureExact(parser);
                }
                entries.add(entry.toString());
            }
        }
        return entries;
    }
}
