package io.sqlcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.terminal.TextTable.Column;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final List<Column> COLUMNS = List.of(Column.number("id"), Column.text("name"), Column.text("city"));

    @Test
    void columnsAreAsWideAsTheirValuesAndNumbersAreRightAligned() {
        List<List<String>> rows = List.of(List.of("7", "Ada Lovelace", "London"), List.of("1,234", "Bo", ""));

        assertThat(TextTable.lines(COLUMNS, rows, 80))
                .containsExactly(
                        "id    | name         | city",
                        "------+--------------+-------",
                        "    7 | Ada Lovelace | London",
                        "1,234 | Bo           |");
    }

    @Test
    void wideCharactersAndEmojiKeepTheColumnsInLine() {
        List<List<String>> rows = List.of(
                List.of("1", "中村 光", "Kyoto"),
                List.of("2", "e\u0301clair", "x"),
                List.of("3", "👩‍👩‍👧 fam", "y"),
                List.of("4", "🇵🇹 ❤️", "z"));

        assertThat(TextTable.lines(COLUMNS, rows, 80))
                .containsExactly(
                        "id | name    | city",
                        "---+---------+------",
                        " 1 | 中村 光 | Kyoto",
                        " 2 | e\u0301clair  | x",
                        " 3 | 👩‍👩‍👧 fam  | y",
                        " 4 | 🇵🇹 ❤️   | z");
    }

    @Test
    void longValuesAreCutToFitTheWidth() {
        List<List<String>> rows = List.of(List.of("1", "a".repeat(100), "b".repeat(100)));

        assertThat(TextTable.lines(COLUMNS, rows, 32))
                .containsExactly(
                        "id | name         | city",
                        "---+--------------+-------------",
                        " 1 | aaaaaaaaaaa… | bbbbbbbbbbb…")
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(32));
    }

    @Test
    void columnsWithoutRoomAreLeftOutFromTheRightAndCounted() {
        List<Column> many = IntStream.range(0, 1_600)
                .mapToObj(i -> Column.text("a_long_column_name_" + i))
                .toList();

        List<String> lines = TextTable.lines(many, List.of(), 80);

        assertThat(lines.get(0)).startsWith("a_long_").hasSizeLessThanOrEqualTo(80);
        assertThat(lines).last().isEqualTo("(1,595 more columns)");
    }

    @Test
    void typesStandBelowNames() {
        List<Column> typed = List.of(new Column("id", "bigint", true), new Column("name", "", false));

        assertThat(TextTable.lines(typed, List.of(List.of("1", "Ada")), 80))
                .containsExactly("id     | name", "bigint |", "-------+-----", "     1 | Ada");
    }

    @Test
    void numbersAreNotCut() {
        List<Column> columns = List.of(Column.text("a"), Column.number("total"));
        TextTable table = TextTable.fitted(columns, List.of(List.of("x".repeat(50), "-9223372036854775808")), 36);

        assertThat(table.line(List.of("y", "-9223372036854775808"))).isEqualTo("y             | -9223372036854775808");
        assertThat(TextTable.fitted(columns, List.of(List.of("x", "1")), 80).line(List.of("y", "1,000,000")))
                .isEqualTo("y | 1,000,000");
    }

    @Test
    void oneColumnIsShownHoweverNarrowTheTerminal() {
        assertThat(TextTable.lines(COLUMNS, List.of(List.of("1", "Ada", "London")), 1))
                .containsExactly("id", "--", " 1", "(2 more columns)");
    }

    @Test
    void valuesThatAreNoneOfATerminalsBusinessAreSpelledOut() {
        List<List<String>> rows = List.of(List.of("1", "two\nlines\tand \u001b[31mred", "\u202etrick"));

        assertThat(TextTable.lines(COLUMNS, rows, 80).get(2))
                .isEqualTo(" 1 | two\\nlines\\tand \\u001b[31mred | \\u202etrick");
    }

    @Test
    void hugeValuesCostNoMoreThanTheirBeginning() {
        List<List<String>> rows = List.of(List.of("1", "é".repeat(20_000_000), ""));

        assertThat(TextTable.lines(COLUMNS, rows, 80).get(2))
                .startsWith(" 1 | éééé")
                .contains("…");
    }

    @Test
    void noColumnsAtAllMakeAnEmptyTable() {
        assertThat(TextTable.lines(List.of(), List.of(List.of()), 80)).containsExactly("", "", "");
    }
}
