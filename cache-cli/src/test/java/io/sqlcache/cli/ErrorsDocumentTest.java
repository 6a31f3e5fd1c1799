package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.cli.testing.ErrorsDocument;
import io.sqlcache.cli.testing.ErrorsDocument.Row;
import io.sqlcache.cli.testing.JavaSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code docs/errors.md} quotes is what the product says, and the tests that it names are there. */
class ErrorsDocumentTest {

    private static final int TELLING = 12;

    private final ErrorsDocument document;

    ErrorsDocumentTest() throws IOException {
        document = ErrorsDocument.read(Path.of("../docs/errors.md"));
    }

    @Test
    void everyMessageIsSaidByAClassOfTheProduct() throws IOException {
        List<String> said = JavaSources.messages();

        assertThat(document.rows())
                .hasSizeGreaterThan(60)
                .allMatch(row -> row.ofServer() || !row.messages().isEmpty());
        assertThat(document.rows().stream()
                        .flatMap(row -> row.messages().stream())
                        .filter(message -> said.stream().noneMatch(texts -> hasInOrder(texts, message)))
                        .toList())
                .as("quoted messages that no class has, word for word")
                .isEmpty();
    }

    @Test
    void quotationsAreLongEnoughToTellMessagesApart() {
        assertThat(document.rows())
                .flatExtracting(Row::messages)
                .allSatisfy(message -> assertThat(message.split("\\.\\.", -1))
                        .anyMatch(piece -> piece.strip().length() >= TELLING));
    }

    private static boolean hasInOrder(String texts, String message) {
        int at = 0;
        for (String piece : message.split("\\.\\.", -1)) {
            int found = texts.indexOf(piece.strip(), at);
            if (found < 0) {
                return false;
            }
            at = found + piece.strip().length();
        }
        return true;
    }

    @Test
    void everyRowNamesTestsThatThereAre() throws IOException {
        Map<String, String> tests = JavaSources.tests();

        assertThat(document.rows()).noneMatch(row -> row.tests().isEmpty());
        assertThat(document.rows().stream()
                        .flatMap(row -> row.tests().stream())
                        .filter(test -> !isThere(test, tests))
                        .toList())
                .as("named tests that there are not")
                .isEmpty();
    }

    private static boolean isThere(String test, Map<String, String> tests) {
        int dot = test.indexOf('.');
        return dot > 0
                && tests.getOrDefault(test.substring(0, dot), "").contains("void " + test.substring(dot + 1) + "(");
    }

    @Test
    void everyKindHasItsExitCode() {
        assertThat(document.rows()).allSatisfy(row -> {
            String kind = row.kind().replaceFirst(",.*", "");
            int exitCode = switch (kind) {
                case "warning" -> ExitCode.DONE;
                case "outcome" -> ExitCode.of(Outcome.FAILED);
                case "usage" -> ExitCode.CONFIGURATION;
                default -> ExitCode.of(Kind.valueOf(kind));
            };
            assertThat(row.kind()).isEqualTo(kind + ", " + exitCode);
        });
    }

    @Test
    void tableOfKindsIsWhatPlatformsAreTold() {
        assertThat(document.kinds())
                .extracting(cells -> List.of(cells.get(0), cells.get(2), cells.get(3)))
                .containsExactlyElementsOf(Arrays.stream(Kind.values())
                        .map(kind -> List.of(kind.name(), "" + ExitCode.of(kind), failureType(kind)))
                        .toList());
    }

    private static String failureType(Kind kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ProtocolOutput(out, Clock.systemUTC()).error(new CacheException(kind, "It is so."));
        return out.toString(StandardCharsets.UTF_8).replaceAll("(?s).*\"failure_type\":\"(\\w+)\".*", "$1");
    }
}
