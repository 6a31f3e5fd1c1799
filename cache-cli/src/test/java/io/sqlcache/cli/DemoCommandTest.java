package io.sqlcache.cli;

import static io.sqlcache.cli.testing.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.terminal.DisplayWidth;
import io.sqlcache.cli.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path folder;

    @Test
    void sampleIsLandedInTwoSyncsAndShown() {
        CommandRun run = CommandRun.of("demo");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("customers +\\| merge +\\| +1,000 \\| +0 \\| +1,000")
                .containsPattern("customers +\\| merge +\\| +150 \\| +1,000 \\| +1,030")
                .containsPattern("products +\\| replace +\\| +205 \\| +200 \\| +205")
                .containsPattern("orders +\\| merge +\\| +500 \\| +2,500 \\| +2,700")
                .containsPattern("3,700 records, .* rows/s")
                .contains("customers: 1,030 rows in table \"customers\"", "The best customers")
                .contains("The stored state of source \"sample-shop\"", "2025-03-02T06:08:20Z")
                .contains("psql -h 127.0.0.1 -p ", "jdbc:postgresql://127.0.0.1:");
        assertThat(run.outLines())
                .filteredOn(line -> !line.startsWith("  {"))
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(120));
    }

    @Test
    void fileIsLandedInstead() throws IOException {
        Path messages = Files.writeString(
                folder.resolve("messages.jsonl"),
                script().user(1, "").user(1, "").user(2, "").text());

        CommandRun run = CommandRun.of(
                "demo", "--catalog", Script.catalog(folder).toString(), "--messages", messages.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("users +\\| merge +\\| +3 \\| +0 \\| +2")
                .doesNotContain("best customers");
    }

    @Test
    void messagesMayComeFromStandardInput() throws IOException {
        CommandRun run = CommandRun.withInput(
                script().user(1, "").text(),
                "demo",
                "--catalog",
                Script.catalog(folder).toString(),
                "--messages",
                "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("users: 1 row in table \"users\"");
    }

    @Test
    void missingFileIsNamedBeforeAServerIsStarted() throws IOException {
        CommandRun run = CommandRun.of("demo", "--catalog", "none.json", "--messages", "none.jsonl");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Cannot read the catalog file \"none.json\": there is no such file");
        assertThat(CommandRun.of("demo", "--catalog", Script.catalog(folder).toString(), "--messages", "none.jsonl"))
                .satisfies(messages -> assertThat(messages.exitCode()).isEqualTo(2))
                .satisfies(messages -> assertThat(messages.err()).contains("messages file \"none.jsonl\""))
                .satisfies(messages -> assertThat(messages.out()).isEmpty());
    }

    @Test
    void keptServerStaysUntilEnter() {
        CommandRun run = CommandRun.withInput("\n", "demo", "--keep");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("The server stays up until you press Enter or stop this command.\n");
    }
}
