package io.sqlcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "'', 0",
        "é, 1",
        "e\u0301, 1",
        "中, 2",
        "한국, 4",
        "ｱ, 1",
        "Ａ, 2",
        "😀, 2",
        "👍🏽, 2",
        "👨‍👩‍👧‍👦, 2",
        "🇩🇪, 2",
        "❤, 1",
        "❤️, 2",
        "✅, 2",
        "—, 1",
        "\u200b, 0",
        "ﷺ, 1",
        "𠜎, 2"
    })
    void widthIsWhatATerminalUses(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void textIsCutBetweenWhatReadersSeeAsCharacters() {
        assertThat(DisplayWidth.cut("中村さん", 8)).isEqualTo("中村さん");
        assertThat(DisplayWidth.cut("中村さん", 7)).isEqualTo("中村さ…");
        assertThat(DisplayWidth.cut("中村さん", 6)).isEqualTo("中村…");
        assertThat(DisplayWidth.cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3)).isEqualTo("👨‍👩‍👧‍👦…");
        assertThat(DisplayWidth.cut("abc", 1)).isEqualTo("…");
        assertThat(DisplayWidth.cut("abc", 0)).isEmpty();
    }
}
