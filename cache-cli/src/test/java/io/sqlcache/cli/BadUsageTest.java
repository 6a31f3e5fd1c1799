package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong before a database is asked. */
class BadUsageTest {

    @TempDir
    private Path folder;

    @Test
    void unknownCommandIsRefused() {
        CommandRun run = CommandRun.of("wriet");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("sqlcache: Unmatched argument at index 0: 'wriet'")
                .contains("sqlcache --help");
    }

    @Test
    void missingOptionsAreNamedAllAtOnce() {
        CommandRun run = CommandRun.of("write");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        sqlcache: Missing required options: '--config=FILE', '--catalog=FILE'
                        Try 'sqlcache write --help'.
                        """);
    }

    @Test
    void unknownStrategyNamesTheKnownOnes() {
        CommandRun run = CommandRun.of("write", "--config", "c", "--catalog", "k", "--strategy", "upsert");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("\"upsert\" is no strategy; choose one of auto, from-catalog, append, replace, merge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5", "-5m", "5 minutes", "PT-5M", "1m1h", ""})
    void durationIsANumberWithItsUnit(String duration) {
        CommandRun run = CommandRun.of("write", "--config", "c", "--catalog", "k", "--retry-for=" + duration);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("\"%s\" is no duration; write a number with its unit: 500ms, 90s, 5m".formatted(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "-1", "1XB", "1 GiB GiB", "ib", "9999999999TiB", ""})
    void sizeIsANumberOfBytesOrHasAUnit(String size) {
        CommandRun run = CommandRun.of("write", "--config", "c", "--catalog", "k", "--replay-limit=" + size);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("\"%s\" is no size; write a number with its unit: 256MiB, 1GiB".formatted(size));
    }

    @Test
    void limitIsANumberThatIsNotNegative() {
        assertThat(CommandRun.of("read", "--config", "c", "users", "--limit", "few")
                        .err())
                .contains("'few' is not a long");
        CommandRun run = CommandRun.of("read", "--config", "c", "users", "--limit=-1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--limit cannot be negative, but is -1.");
    }

    @Test
    void unknownFormatNamesTheKnownOnes() {
        CommandRun run = CommandRun.of("read", "--config", "c", "users", "--format", "xml");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("TABLE, JSONL, CSV", "'xml'");
    }

    @Test
    void demoNeedsMessagesForACatalog() {
        CommandRun run = CommandRun.of("demo", "--catalog", "c");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("sqlcache: Missing required argument(s): --messages=FILE");
    }

    @Test
    void missingConfigFileIsNamed() {
        CommandRun run =
                CommandRun.of("streams", "--config", folder.resolve("none.json").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "sqlcache: Cannot read the config file \"%s\": there is no such file. Give the path of a JSON file.\n"
                                .formatted(folder.resolve("none.json")));
    }

    @Test
    void folderInPlaceOfAConfigFileIsNamed() {
        assertThat(CommandRun.of("streams", "--config", folder.toString()).err())
                .contains(": it is a directory.");
    }

    @Test
    void pathThatCannotBeOneIsNamed() {
        CommandRun run = CommandRun.of("streams", "--config", "config\0.json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("\"config\0.json\" is no path: Nul character not allowed.");
    }

    @Test
    void configThatIsNotJsonTellsThePlaceButNotTheText() throws IOException {
        Path config = config("{\"host\": \"db\",\n \"password\": hunter2}");

        CommandRun run = CommandRun.of("streams", "--debug", "--config", config.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("it is not JSON, see line 2, column ").doesNotContain("hunter");
    }

    @Test
    void configThatIsNoObjectIsRefused() throws IOException {
        assertThat(CommandRun.of("streams", "--config", config("[1]").toString())
                        .err())
                .contains("it is not a JSON object");
        assertThat(CommandRun.of("streams", "--config", config("").toString()).err())
                .contains("it is not a JSON object");
        assertThat(CommandRun.of("streams", "--config", config("{} {}").toString())
                        .err())
                .contains("something follows its JSON object");
        assertThat(CommandRun.of("streams", "--config", config("{\"host\": ").toString())
                        .err())
                .contains("it is not JSON, see line 1");
    }

    @Test
    void configInAnotherEncodingIsRefused() throws IOException {
        Path config = folder.resolve("latin.json");
        Files.write(config, "{\"username\": \"Jürgen\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(CommandRun.of("streams", "--config", config.toString()).err())
                .contains("it is not UTF-8 text; save it as UTF-8");
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Files.write(config, "{\"username\": \"loader\"}".getBytes(wide));
            assertThat(CommandRun.of("streams", "--config", config.toString()).err())
                    .contains("it is not UTF-8 text; save it as UTF-8");
        }
    }

    @Test
    void unknownBackendIsRefused() throws IOException {
        CommandRun run = CommandRun.of(
                "streams", "--backend", "oracle", "--config", config("{}").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("sqlcache: There is no cache backend named \"oracle\"; found ");
    }

    @Test
    void writeTellsThePlatformAboutAWrongConfiguration() throws IOException {
        Path catalog = Files.writeString(folder.resolve("catalog.json"), "{\"streams\": []}");
        Path none = folder.resolve("none.json");

        CommandRun run = CommandRun.of("write", "--config", none.toString(), "--catalog", catalog.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.outLines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":")
                        .contains("\"failure_type\":\"config_error\"", "none.json"));
    }

    @Test
    void stackTraceIsPrintedOnlyWithDebug() {
        String[] arguments = {"streams", "--config", folder.toString()};

        assertThat(CommandRun.of(arguments).err()).hasLineCount(1);
        assertThat(CommandRun.of("--debug", "streams", "--config", folder.toString())
                        .err())
                .contains("io.sqlcache.api.CacheException", "\tat io.sqlcache.cli.");
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("config.json"), text);
    }
}
