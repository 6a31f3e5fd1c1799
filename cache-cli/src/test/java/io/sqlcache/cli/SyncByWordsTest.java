package io.sqlcache.cli;

import static io.sqlcache.cli.testing.ScriptedSource.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.ScriptedSource;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The source as the last words of the command. */
@Timeout(60)
class SyncByWordsTest {

    @TempDir
    private Path folder;

    @Test
    void wordsBehindTwoDashesAreTheSourceAsTheyAre() throws IOException {
        ScriptedSource.command(folder, record("users", 1));
        Path config = TestServer.config(folder);

        CommandRun run = sync(
                config,
                "--streams",
                "users",
                "--",
                "sh",
                folder.resolve("source.sh").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(CommandRun.of("read", "--config", config.toString(), "users", "--format", "jsonl")
                        .outLines())
                .hasSize(1);
    }

    @Test
    void refreshOfAllStreamsTakesNoWordOfTheSource() throws IOException {
        ScriptedSource.command(folder, record("users", 1) + record("colours", 1));

        CommandRun run = sync(
                TestServer.config(folder),
                "--full-refresh",
                "--",
                "sh",
                folder.resolve("source.sh").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void sourceIsOneTextOrWordsAndNotBoth() throws IOException {
        Path config = folder.resolve("config.json");
        CommandRun twice = sync(config, "--source-command", "sh", "--", "sh", "opensesame");
        CommandRun missing = sync(config);

        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err())
                .startsWith("sqlcache: The source is given twice: give --source-command=CMD, or its words behind --.")
                .doesNotContain("opensesame");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err())
                .startsWith("sqlcache: The source is missing: give --source-command=CMD, or its words behind --.");
    }

    private CommandRun sync(Path config, String... more) throws IOException {
        Path sourceConfig = Files.writeString(folder.resolve("source.json"), "{}");
        Stream<String> arguments =
                Stream.of("sync", "--config", config.toString(), "--source-config", sourceConfig.toString());
        return CommandRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }
}
