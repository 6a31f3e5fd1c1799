package io.sqlcache.cli;

import static io.sqlcache.cli.testing.ScriptedSource.log;
import static io.sqlcache.cli.testing.ScriptedSource.record;
import static io.sqlcache.cli.testing.ScriptedSource.state;
import static io.sqlcache.cli.testing.ScriptedSource.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.ScriptedSource;
import io.sqlcache.cli.testing.TestServer;
import io.sqlcache.cli.testing.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SyncCommandTest {

    @TempDir
    private Path folder;

    private Path config;
    private Path sourceConfig;

    @BeforeEach
    void prepare() throws IOException {
        config = TestServer.config(folder);
        Files.createDirectory(folder.resolve("temp"));
        sourceConfig = Files.writeString(folder.resolve("source.json"), "{\"password\": \"opensesame\"}");
    }

    @AfterEach
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("temp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void secondSyncReadsOnlyWhatIsNew() throws IOException {
        TestSource.config(folder, "2016", Map.of("password", "opensesame"));
        CommandRun first = sync(TestSource.command());
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err())
                .contains("reading users with ****", "users", "merge", "products", "replace", "complete")
                .doesNotContain("opensesame");

        TestSource.config(folder, "2030", Map.of("password", "opensesame"));
        CommandRun second = sync(TestSource.command());
        assertThat(second.exitCode()).as(second.err()).isZero();

        assertThat(TestSource.notes(folder))
                .containsExactly(
                        "discover",
                        "users: 11 records after ''",
                        "products: 5 records after ''",
                        "discover",
                        "users: 12 records after '2015-06-08T23:20:45+00:00'",
                        "products: 5 records after ''");
        assertThat(rows("products")).hasSize(5);
        assertThat(rows("users")).hasSize(10);
    }

    @Test
    void exitCodeZeroCompletesStreamsThatSentNoStatus() throws IOException {
        assertThat(sync(source(record("colours", 1) + record("users", 1))).exitCode())
                .isZero();
        CommandRun second = sync(source(log("none")));

        assertThat(second.exitCode()).as(second.err()).isEqualTo(1);
        assertThat(second.err())
                .contains(
                        "Stream \"colours\" did not complete: the source sent nothing of it, and only the status COMPLETE may empty a table");
        assertThat(rows("colours")).as("not replaced by nothing").hasSize(1);
        assertThat(rows("users")).hasSize(1);
    }

    @Test
    void sourceThatFailsMidwayFailsTheSyncAndReplacesNothing() throws IOException {
        assertThat(sync(source(record("colours", 1))).exitCode()).isZero();

        CommandRun run = sync(source(record("users", 1)
                + state("users", 1)
                + record("users", 2)
                + record("colours", 2)
                + "printf '{\"type\":\"REC'\nexit 3"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Stream \"colours\" did not complete: the source failed: it ended with exit code 3")
                .contains("sqlcache: 2 of 2 streams did not complete");
        assertThat(rows("colours")).singleElement().asString().contains("\"id\":1");
    }

    @Test
    void streamThatWasCompleteBeforeTheFailureStaysComplete() throws IOException {
        CommandRun run =
                sync(source(record("colours", 1) + status("colours", "COMPLETE") + record("users", 1) + "kill -9 $$"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("sqlcache: 1 of 2 streams did not complete", "exit code 137, that is signal 9");
        assertThat(rows("colours")).hasSize(1);
    }

    @Test
    void failureAfterEverythingWasCompleteFailsTheSync() throws IOException {
        CommandRun run = sync(source(status("users", "COMPLETE") + status("colours", "COMPLETE") + "exit 1"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("sqlcache: The source failed after it had completed all its streams, which are stored:"
                        + " it ended with exit code 1.");
    }

    @Test
    void startedStreamIsNotCompletedByExitCodeZero() throws IOException {
        CommandRun run = sync(source(status("users", "STARTED") + record("users", 1)));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Stream \"users\" did not complete: the input ended without its status COMPLETE");
    }

    @Test
    void errorOfTheSourceIsToldWithoutItsSecrets() throws IOException {
        CommandRun run = sync(
                source(
                        "echo '{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"opensesame is wrong\"}}}'; exit 1"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the source failed: **** is wrong").doesNotContain("opensesame");
    }

    @Test
    void garbageAmongTheMessagesIsSkippedAndCounted() throws IOException {
        CommandRun run = sync(source("echo Starting ...\n" + record("users", 1) + "echo \"{'page': 2}\"\nprintf done"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: line that is not a JSON object (3 times)");
        assertThat(rows("users")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "echo hello", "echo \"{'page': 2}\""})
    void sourceThatPrintsNoMessageHasFailedAndReplacesNothing(String prints) throws IOException {
        assertThat(sync(source(record("colours", 1))).exitCode()).isZero();

        CommandRun run = sync(source(prints));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("sqlcache: 2 of 2 streams did not complete")
                .contains("the source failed: it printed no message of the Airbyte protocol");
        assertThat(rows("colours")).hasSize(1);
    }

    @Test
    void outputInUtf16IsToldWithTheRemedy() throws IOException {
        CommandRun run = sync(source("{\n" + record("users", 1) + "} | iconv -f UTF-8 -t UTF-16"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "sqlcache: Cannot read line 1 of the input: it is in UTF-16",
                        "Set the output of the source to UTF-8");
    }

    @Test
    void longLinesAndMuchOnStandardErrorDoNotBlockEachOther() throws IOException {
        String long1 = "a=$(head -c 1500000 /dev/zero | tr '\\0' x)\n";
        CommandRun run = sync(
                source(
                        long1
                                + "i=0; while [ $i -lt 3 ]; do echo \"$a\" >&2; i=$((i+1)); done\n"
                                + "echo '{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":1,\"more\":\"'$a'\"}}}'\n"));

        assertThat(run.exitCode()).as(() -> run.err().substring(0, 1000)).isZero();
        assertThat(run.err().length()).isGreaterThan(4_500_000);
        assertThat(rows("users")).hasSize(1);
    }

    @Test
    void chosenStreamsAreReadAndNoOthers() throws IOException {
        String noteCatalog = "cat \"$5\" > '" + folder.resolve("seen.json") + "'\nls -l \"$5\" >&2\n" + log("none");
        CommandRun run = sync(source(noteCatalog + record("users", 1)), "--streams", "users");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("-rw-------");
        assertThat(Files.readString(folder.resolve("seen.json")))
                .contains("\"sync_mode\":\"incremental\"", "\"destination_sync_mode\":\"append_dedup\"")
                .contains("\"cursor_field\":[\"n\"]", "\"primary_key\":[[\"id\"]]")
                .doesNotContain("colours");
        assertThat(sync(source(noteCatalog), "--exclude", "users").exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("seen.json")))
                .contains("colours", "\"sync_mode\":\"full_refresh\"", "\"destination_sync_mode\":\"overwrite\"")
                .doesNotContain("users");
    }

    @Test
    void unknownStreamIsRefusedWithThoseThatThereAre() throws IOException {
        CommandRun run = sync(source("touch '" + folder.resolve("ran") + "'"), "--streams", "users,orders");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no stream \"orders\" here; found \"colours\", \"users\".");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void catalogThatIsGivenIsNotDiscovered() throws IOException {
        Path catalog = Script.catalog(folder);
        String command = ScriptedSource.command(folder, "exit 9", record("users", 7));

        CommandRun run = sync(command, "--catalog", catalog.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(rows("users")).hasSize(1);
    }

    @Test
    void stateOfAStreamThatIsReadWholeIsNotHandedBack() throws IOException {
        String noteState = "echo \"$*\" >&2; test -z \"$7\" || cat \"$7\" >&2\n" + log("none");
        assertThat(sync(source(noteState + state("users", 5) + state("colours", 6)))
                        .err())
                .doesNotContain("--state");

        CommandRun second = sync(source(noteState));

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err()).contains("--state", "{\"n\":5}").doesNotContain("{\"n\":6}");
    }

    @Test
    void programThatIsNotThereIsNamed() throws IOException {
        CommandRun run = sync("no-such-source --token opensesame");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("sqlcache: Cannot start the source \"no-such-source\": there is no such program.")
                .doesNotContain("opensesame");
    }

    @Test
    void programThatIsNotThereIsNamedAlsoWithoutDiscovery() throws IOException {
        CommandRun run =
                sync("no-such-source", "--catalog", Script.catalog(folder).toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("sqlcache: Cannot start the source \"no-such-source\": there is no such program.");
    }

    @Test
    void failedDiscoveryTellsWhatTheSourceSaid() throws IOException {
        String trace =
                "echo '{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"error\":{\"message\":\"no token\",\"failure_type\":\"config_error\"}}}'; exit 1";

        CommandRun told = sync(ScriptedSource.command(folder, trace, ""));
        CommandRun untold = sync(ScriptedSource.command(folder, "echo oops >&2; exit 4", ""));
        CommandRun nothing = sync(ScriptedSource.command(folder, "echo hello", ""));
        CommandRun wide = sync(ScriptedSource.command(
                folder, "echo '{\"type\":\"CATALOG\",\"catalog\":{}}' | iconv -f UTF-8 -t UTF-16", ""));
        CommandRun empty =
                sync(ScriptedSource.command(folder, "echo '{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}'", ""));

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.err()).contains("Cannot discover the streams of the source: it says: no token.");
        assertThat(untold.exitCode()).isEqualTo(1);
        assertThat(untold.err()).contains("oops\n", "it ended with exit code 4; it may have said why above.");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("it sent no CATALOG message");
        assertThat(wide.exitCode()).isEqualTo(1);
        assertThat(wide.err()).contains("it prints UTF-16, and messages are in UTF-8; set its output to UTF-8.");
        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.err()).contains("its catalog has no streams");
    }

    @Test
    void temporaryFolderThatIsNotThereIsNamed() throws IOException {
        String missing = folder.resolve("missing").toString();
        CommandRun run = CommandRun.of(
                "sync",
                "--source-command",
                source(record("users", 1)),
                "--source-config",
                sourceConfig.toString(),
                "--config",
                config.toString(),
                "--temp-folder",
                missing);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("Cannot write files for the source into the folder \"" + missing + "\": ")
                .contains("Give another one with --temp-folder.");
    }

    @Test
    void childThatHoldsTheOutputDoesNotHoldTheSync() throws IOException {
        CommandRun run = sync(source("sleep 50 &\necho $! > '" + folder.resolve("pid") + "'\n" + record("users", 1)));

        long sleeping = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(sleeping).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(rows("users")).hasSize(1);
    }

    private String source(String read) throws IOException {
        return ScriptedSource.command(folder, read);
    }

    private CommandRun sync(String command, String... more) {
        Stream<String> arguments = Stream.of(
                "sync",
                "--source-command",
                command,
                "--source-config",
                sourceConfig.toString(),
                "--config",
                config.toString(),
                "--temp-folder",
                folder.resolve("temp").toString());
        return CommandRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    private List<String> rows(String stream) {
        return CommandRun.of("read", "--config", config.toString(), stream, "--format", "jsonl")
                .outLines();
    }
}
