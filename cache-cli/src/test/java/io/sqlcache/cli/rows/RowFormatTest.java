package io.sqlcache.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.ColumnKind;
import io.sqlcache.api.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormatTest {

    private static final List<CachedColumn> COLUMNS =
            List.of(column("id", ColumnKind.INTEGER), column("note", ColumnKind.TEXT), column("data", ColumnKind.JSON));

    @Test
    void csvQuotesWhatNeedsItAndNothingElse() throws IOException {
        assertThat(printed(
                        RowFormat.Kind.CSV,
                        row(1L, "plain", "{\"a\": 1}"),
                        row(2L, "a,b", "x\"y"),
                        row(3L, "a\nb", "c\rd")))
                .isEqualTo(
                        "id,note,data\r\n1,plain,\"{\"\"a\"\": 1}\"\r\n2,\"a,b\",\"x\"\"y\"\r\n3,\"a\nb\",\"c\rd\"\r\n");
    }

    @Test
    void csvTellsNullFromTheEmptyString() throws IOException {
        assertThat(printed(RowFormat.Kind.CSV, row(null, "", null), row(null, " x ", "NULL")))
                .isEqualTo("id,note,data\r\n,\"\",\r\n,\" x \",NULL\r\n");
    }

    @Test
    void csvOfNoRowsIsItsHeader() throws IOException {
        assertThat(printed(RowFormat.Kind.CSV)).isEqualTo("id,note,data\r\n");
    }

    @Test
    void csvQuotesHeadersToo() throws IOException {
        List<CachedColumn> odd = List.of(column("a,b", ColumnKind.TEXT), column("", ColumnKind.TEXT));

        assertThat(printed(RowFormat.Kind.CSV, odd)).isEqualTo("\"a,b\",\"\"\r\n");
    }

    @Test
    void jsonlNestsJsonAndKeepsDigits() throws IOException {
        Row row = row(9_007_199_254_740_993L, "x", "{\"n\": 1.10, \"big\": 12345678901234567890.123}");

        assertThat(printed(RowFormat.Kind.JSONL, row))
                .isEqualTo("{\"id\":9007199254740993,\"note\":\"x\","
                        + "\"data\":{\"n\": 1.10, \"big\": 12345678901234567890.123}}\n");
    }

    @Test
    void jsonlPutsEveryRowOnOneLine() throws IOException {
        List<CachedColumn> json = List.of(column("j", ColumnKind.JSON), column("t", ColumnKind.TEXT));

        assertThat(printed(RowFormat.Kind.JSONL, json, row("{\n \"a\":\r\n 1}", "a\nb 😀"), row(null, "")))
                .isEqualTo("{\"j\":{  \"a\":   1},\"t\":\"a\\nb 😀\"}\n{\"j\":null,\"t\":\"\"}\n");
    }

    @Test
    void jsonlLeavesTextThatLooksLikeJsonAlone() throws IOException {
        assertThat(printed(RowFormat.Kind.JSONL, row(1L, "{\"a\":1}", "[]")))
                .isEqualTo("{\"id\":1,\"note\":\"{\\\"a\\\":1}\",\"data\":[]}\n");
    }

    @Test
    void jsonlWritesEveryKindOfValue() throws IOException {
        List<CachedColumn> one = List.of(column("v", ColumnKind.OTHER));

        assertThat(printed(
                        RowFormat.Kind.JSONL,
                        one,
                        row(new BigDecimal("1E+3")),
                        row(new BigDecimal("0.10")),
                        row(Double.NaN),
                        row(1.5),
                        row(true),
                        row(LocalDate.of(2024, 2, 29)),
                        row(OffsetDateTime.of(2024, 2, 29, 12, 0, 0, 0, ZoneOffset.UTC)),
                        row(LocalDateTime.of(2024, 2, 29, 12, 0)),
                        row(LocalTime.of(12, 0)),
                        row(OffsetTime.of(12, 0, 0, 1_000, ZoneOffset.ofHours(2)))))
                .isEqualTo("""
                        {"v":1000}
                        {"v":0.10}
                        {"v":"NaN"}
                        {"v":1.5}
                        {"v":true}
                        {"v":"2024-02-29"}
                        {"v":"2024-02-29T12:00:00Z"}
                        {"v":"2024-02-29T12:00:00"}
                        {"v":"12:00:00"}
                        {"v":"12:00:00.000001+02:00"}
                        """);
    }

    @Test
    void tableIsFittedByTheFirstRowsAndGoesOn() throws IOException {
        Row[] rows = new Row[250];
        Arrays.setAll(rows, i -> row((long) i, i == 200 ? "much longer than those before" : "n" + i, null));

        String table = printed(RowFormat.Kind.TABLE, rows);

        assertThat(table.lines()).hasSize(253).startsWith("id | note | data", "---+------+-----", " 0 | n0   |");
        assertThat(table)
                .contains("\n99 | n99  |\n100 | n100 |\n", "\n200 | muc… |\n")
                .endsWith("\n(250 rows)\n");
    }

    @Test
    void tableSaysWhatDidNotFit() throws IOException {
        List<CachedColumn> wide =
                List.of(column("a".repeat(30), ColumnKind.TEXT), column("b".repeat(30), ColumnKind.TEXT));

        assertThat(printed(RowFormat.Kind.TABLE, wide, row("x", "y")))
                .endsWith("(1 row; 1 more column did not fit, --format jsonl shows all)\n");
    }

    private static String printed(RowFormat.Kind kind, Row... rows) throws IOException {
        return printed(kind, COLUMNS, rows);
    }

    private static String printed(RowFormat.Kind kind, List<CachedColumn> columns, Row... rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowFormat format = kind.on(out, columns, 18);
        for (Row row : rows) {
            format.row(row);
        }
        format.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Row row(@Nullable Object... values) {
        return new Row(Arrays.stream(values).map(String::valueOf).toList(), Arrays.asList(values));
    }

    private static CachedColumn column(String name, ColumnKind kind) {
        return new CachedColumn(name, name, kind, kind.name());
    }
}
