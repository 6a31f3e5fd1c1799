package io.sqlcache.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {

    @Test
    void wordsAreSplitAtBlanks() {
        assertThat(CommandWords.of("  python3 \t main.py\n--fast ")).containsExactly("python3", "main.py", "--fast");
    }

    @Test
    void quotesKeepAWordTogether() {
        assertThat(CommandWords.of("'my source' \"a b\"c'd e'")).containsExactly("my source", "a bcd e");
        assertThat(CommandWords.of("run '' \"\"")).containsExactly("run", "", "");
        assertThat(CommandWords.of("'it is \\ \"plain\"'")).containsExactly("it is \\ \"plain\"");
    }

    @Test
    void backslashTakesTheNextCharacterAsItIs() {
        assertThat(CommandWords.of("my\\ source \\' \\\\")).containsExactly("my source", "'", "\\");
        assertThat(CommandWords.of("\"say \\\"hi\\\" \\\\ \\n\"")).containsExactly("say \"hi\" \\ \\n");
    }

    @Test
    void whatAShellWouldDoIsNotDone() {
        assertThat(CommandWords.of("a $HOME *.py ; b | c > d & `e`"))
                .containsExactly("a", "$HOME", "*.py", ";", "b", "|", "c", ">", "d", "&", "`e`");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "#a 'b#, a ' is not closed",
                "#a \"b\\\"#, a \" is not closed",
                "#a\\#, nothing follows its last backslash"
            })
    void whatIsNotEndedIsRefused(String line, String reason) {
        assertThatThrownBy(() -> CommandWords.of(line))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cannot use the source command: " + reason
                        + ". Give a program and its arguments, such as 'python3 main.py'.");
    }

    @Test
    void blankCommandIsRefused() {
        assertThatThrownBy(() -> CommandWords.of(" \t")).hasMessageContaining("it is blank");
    }

    @Test
    void commandPrintsItsProgramOnly() {
        assertThat(SourceCommand.parse("docker run -e TOKEN=hunter2 image")).hasToString("docker ...");
        assertThat(SourceCommand.parse("source-faker")).hasToString("source-faker");
    }
}
