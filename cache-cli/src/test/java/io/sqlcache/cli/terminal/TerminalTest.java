package io.sqlcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void answerOfSttyIsRowsAndColumns() {
        assertThat(Terminal.columns("24 80")).hasValue(80);
        assertThat(Terminal.columns("50 211")).hasValue(211);
    }

    @Test
    void terminalThatDoesNotKnowItsWidthIsTakenForAnOrdinaryOne() {
        assertThat(Terminal.columns("0 0")).hasValue(80);
    }

    @Test
    void noAnswerMeansNoTerminal() {
        assertThat(Terminal.columns("")).isEmpty();
        assertThat(Terminal.columns("stty: 'standard input': Inappropriate ioctl for device"))
                .isEmpty();
    }

    @Test
    void tableIsAsWideAsTheTerminalElseAsColumnsSays() {
        assertThat(Terminal.ofWidth(211).tableWidth()).isEqualTo(211);
        assertThat(Terminal.noneBut("300").tableWidth()).isEqualTo(300);
        assertThat(Terminal.none().tableWidth()).isEqualTo(120);
    }

    @Test
    void columnsThatIsNoWidthSaysNothing() {
        assertThat(Terminal.noneBut("").tableWidth()).isEqualTo(120);
        assertThat(Terminal.noneBut("0").tableWidth()).isEqualTo(120);
        assertThat(Terminal.noneBut("wide").tableWidth()).isEqualTo(120);
    }
}
