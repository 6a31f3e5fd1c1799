package io.sqlcache.core.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldStatesTest {

    /** A few of them are more than what is kept in memory. */
    private static final int LONG = 1_500_000;

    @TempDir
    private Path folder;

    private static String text(int number, int length) {
        return "{\"ü\":" + number + ",\"long\":\"" + "x".repeat(length) + "\"}";
    }

    @Test
    void textsAreReadAsTheyWereWhereverTheyAre() {
        try (HeldStates held = new HeldStates(folder)) {
            List<StateText> texts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                texts.add(held.hold(text(i, LONG)));
            }
            for (int i = 9; i >= 0; i--) {
                assertThat(texts.get(i).read()).isEqualTo(text(i, LONG));
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void roomOfWhatIsForgottenIsUsedAgain() {
        try (HeldStates held = new HeldStates(folder)) {
            StateText first = held.hold(text(1, 3 * LONG));
            StateText second = held.hold(text(2, 10));
            first.forget();
            StateText third = held.hold(text(3, 2 * LONG));
            StateText fourth = held.hold(text(4, 100));

            assertThat(Stream.of(second, third, fourth).map(StateText::read))
                    .containsExactly(text(2, 10), text(3, 2 * LONG), text(4, 100));
        }
    }

    @Test
    void noFileIsMadeForAFew() {
        try (HeldStates held = new HeldStates(folder.resolve("not there"))) {
            assertThat(held.hold(text(1, 1_000)).read()).isEqualTo(text(1, 1_000));
        }
    }

    @Test
    void withoutAFileTheyStayInMemory() throws IOException {
        Path file = Files.createFile(folder.resolve("not a folder"));
        try (HeldStates held = new HeldStates(file)) {
            List<StateText> texts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                texts.add(held.hold(text(i, LONG)));
            }
            for (int i = 0; i < 5; i++) {
                assertThat(texts.get(i).read()).isEqualTo(text(i, LONG));
            }
        }
    }
}
