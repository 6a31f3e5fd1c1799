package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations and sizes as they are typed, and where input is kept. */
class RetryOptionsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "90s, 90000",
        "5m, 300000",
        "2H, 7200000",
        "1h30m, 5400000",
        "500ms, 500",
        "1m500ms, 60500",
        "PT5M, 300000",
        "pt1.5s, 1500"
    })
    void durationsHaveUnits(String text, long millis) {
        assertThat(new DurationText().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000000, 1000000",
        "64KiB, 65536",
        "256MiB, 268435456",
        "1gib, 1073741824",
        "1.5 KiB, 1536",
        "500MB, 500000000",
        "1TB, 1000000000000",
        "12b, 12"
    })
    void sizesHaveUnits(String text, long bytes) {
        assertThat(new SizeText().convert(text)).isEqualTo(bytes);
    }

    @Test
    void writeKeepsItsInputWhereItIsTold() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        CommandRun run = write(kept, "--retry-for", "10s", "--replay-limit", "64MiB");

        assertThat(run.exitCode()).as(run.err()).isZero();
        try (Stream<Path> left = Files.list(kept)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void folderThatIsNotThereIsToldBeforeAnythingIsWritten() throws IOException {
        Path config = TestServer.config(folder);
        CommandRun run = write(config, folder.resolve("none"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("Cannot keep input in the cache folder \"" + folder.resolve("none")
                        + "\": there is no such folder. Name an existing folder");
        assertThat(run.outLines()).singleElement().asString().contains("config_error");
        assertThat(CommandRun.of("streams", "--config", config.toString()).out())
                .doesNotContain("users");
    }

    @Test
    void fileInPlaceOfAFolderIsRefused() throws IOException {
        assertThat(write(Files.createFile(folder.resolve("file"))).err()).contains("\": it is not a folder.");
    }

    private CommandRun write(Path cacheDir, String... more) throws IOException {
        return write(TestServer.config(folder), cacheDir, more);
    }

    private CommandRun write(Path config, Path cacheDir, String... more) throws IOException {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "write",
                                "--config",
                                config.toString(),
                                "--catalog",
                                Script.catalog(folder).toString(),
                                "--cache-dir",
                                cacheDir.toString()),
                        Stream.of(more))
                .toList();
        return CommandRun.withInput(Script.script().user(1, "").userState(1).text(), arguments.toArray(String[]::new));
    }
}
