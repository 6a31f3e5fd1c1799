package io.sqlcache.cli;

import static io.sqlcache.cli.testing.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteCommandTest {

    @TempDir
    private Path folder;

    private Path config;
    private Path catalog;

    @BeforeEach
    void prepare() throws IOException {
        config = TestServer.config(folder);
        catalog = Script.catalog(folder);
    }

    @Test
    void recordsAreLandedAndStatesGivenBackInOrder() {
        CommandRun run = write(script().user(1, "\"name\":\"Ada\"")
                .userState(1)
                .user(2, "\"name\":\"Bo\"")
                .userState(2)
                .event("2024")
                .eventState("2024"));

        assertThat(run.err()).contains("users", "merge", "shop.events", "append", "3 records, ");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines()).allSatisfy(line -> assertThat(line).matches("\\{\"type\":\"(STATE|LOG)\".*}"));
        assertThat(states(run))
                .satisfiesExactly(
                        state -> assertThat(state).contains("\"cursor\":1", "recordCount"),
                        state -> assertThat(state).contains("\"cursor\":2"),
                        state -> assertThat(state).contains("\"cursor\":\"2024\""));
        assertThat(count("users")).isEqualTo(2);
        assertThat(count("shop.events")).isEqualTo(1);
    }

    @Test
    void secondWriteOfTheSameInputChangesNoKeyedStream() {
        Script script = script().user(1, "").user(2, "").userState(2);

        assertThat(write(script).exitCode()).isZero();
        assertThat(write(script).exitCode()).isZero();

        assertThat(count("users")).isEqualTo(2);
    }

    @Test
    void strategyOverridesTheCatalog() {
        Script script = script().user(1, "").user(1, "").userState(1);

        assertThat(write(script, "--strategy", "append").err()).contains("users", "append");
        assertThat(count("users")).isEqualTo(2);
    }

    @Test
    void streamWithoutItsEndFailsTheWriteButKeepsWhatWasCheckpointed() {
        CommandRun run =
                write(script().users("STARTED").user(1, "").hugeUserState(1).user(2, ""));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("sqlcache: 1 of 2 streams did not complete", "Stream \"users\" did not complete: ");
        assertThat(run.outLines())
                .filteredOn(line -> line.contains("\"TRACE\""))
                .satisfiesExactly(
                        error -> assertThat(error)
                                .contains(
                                        "\"failure_type\":\"system_error\"",
                                        "\"stream_descriptor\":{\"name\":\"users\"}"),
                        status -> assertThat(status).contains("\"name\":\"users\"", "\"status\":\"INCOMPLETE\""));
        assertThat(states(run)).hasSize(1);
        assertThat(count("users")).isEqualTo(1);
    }

    @Test
    void streamThatCannotBeWrittenFailsAloneAndIsNotGivenItsStates() throws IOException {
        Files.writeString(catalog, Files.readString(catalog).replace("[\"updated_at\"]", "[\"nowhere\"]"));
        CommandRun run = write(script().user(1, "")
                .userState(1)
                .event("2024")
                .eventState("2024")
                .users("COMPLETE"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("failed", "Stream \"users\" was left out: ", "its cursor \"nowhere\" is not among");
        assertThat(run.outLines())
                .filteredOn(line -> line.contains("\"TRACE\""))
                .satisfiesExactly(
                        error -> assertThat(error)
                                .contains(
                                        "\"type\":\"ERROR\"",
                                        "\"failure_type\":\"config_error\"",
                                        "nowhere",
                                        "\"stream_descriptor\":{\"name\":\"users\"}"),
                        status -> assertThat(status).contains("\"name\":\"users\"", "\"status\":\"INCOMPLETE\""));
        assertThat(states(run)).singleElement().asString().contains("\"cursor\":\"2024\"");
        assertThat(count("shop.events")).isEqualTo(1);
    }

    @Test
    void brokenLineIsNamedByItsNumber() {
        CommandRun run = write(script().user(1, "").hugeUserState(1).user(2, "").line("{\"type\":\"REC"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("sqlcache: ", "line 4").doesNotContain("\tat ");
        assertThat(run.outLines())
                .last()
                .asString()
                .contains("\"TRACE\"", "\"failure_type\":\"system_error\"", "line 4");
        assertThat(states(run)).hasSize(1);
        assertThat(count("users")).isEqualTo(1);
    }

    @Test
    void whatIsNoMessageIsSkippedAndCounted() {
        CommandRun run = write(script().line("Starting the source ...")
                .user(1, "")
                .line("and more")
                .line("{\"type\":\"RECORD\",\"record\":{\"stream\":\"ghosts\",\"emitted_at\":1,\"data\":{}}}")
                .userState(1));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: ", "(2 times)", "ghosts", "(1 time)");
        assertThat(run.outLines())
                .anySatisfy(line -> assertThat(line).contains("\"type\":\"LOG\"", "\"level\":\"WARN\"", "ghosts"));
        assertThat(count("users")).isEqualTo(1);
    }

    @Test
    void everyMistakeInTheConfigIsNamedAtOnce() throws IOException {
        Files.writeString(config, "{\"port\": 99999, \"username\": \"loader\", \"password\": \"hunter2\"}");

        CommandRun run = write(script());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("sqlcache: ")
                .contains("host", "database", "99999")
                .doesNotContain("hunter2");
        assertThat(run.out()).contains("\"failure_type\":\"config_error\"").doesNotContain("hunter2");
    }

    @Test
    void missingDatabaseIsNamedWithHostPortAndUserButWithoutPassword() throws IOException {
        Files.writeString(config, TestServer.json("public", Map.of("database", "\"nowhere\"")));

        CommandRun run = write(script());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("nowhere")
                .doesNotContain("hunter2", "\tat ")
                .hasLineCount(1);
        assertThat(run.out()).contains("\"failure_type\":\"config_error\"").doesNotContain("hunter2");
    }

    @Test
    void unreachableServerIsNamed() throws IOException {
        Files.writeString(config, TestServer.json("public", Map.of("host", "\"127.0.0.1\"", "port", "1")));

        CommandRun run = write(script());

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("127.0.0.1", "1").doesNotContain("hunter2", "\tat ");
    }

    @Test
    void stateThatCannotBeGivenBackStopsTheWrite() throws IOException {
        String[] arguments = {"write", "--config", config.toString(), "--catalog", catalog.toString()};

        CommandRun run =
                CommandRun.withBrokenOutput(script().user(1, "").userState(1).text(), arguments);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("sqlcache: Cannot give back a state on standard output: Broken pipe. The rows that it covers"
                        + " are stored, and so is the state.");
        assertThat(count("users")).isEqualTo(1);
    }

    @Test
    void emptyInputIsASuccess() {
        CommandRun run = write(script());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(states(run)).isEmpty();
    }

    @Test
    void cdcDeletionIsThatOfTheConfigUnlessItIsGiven() throws IOException {
        Files.writeString(
                config, Files.readString(config).replaceFirst("\\{", "{\"cdc_deletion_mode\": \"Soft delete\", "));
        Path cdc = Files.writeString(
                folder.resolve("cdc.json"),
                Files.readString(catalog)
                        .replace("\"name\": {", "\"_ab_cdc_deleted_at\": {\"type\": \"string\"}, \"name\": {"));
        catalog = cdc;
        Script deleted = script().user(1, "\"_ab_cdc_deleted_at\":\"2024-01-01T00:00:00Z\"")
                .userState(1);

        assertThat(write(deleted).exitCode()).isZero();
        assertThat(count("users")).isEqualTo(1);
        assertThat(write(deleted, "--cdc-deletion", "hard").exitCode()).isZero();
        assertThat(count("users")).isZero();
    }

    private CommandRun write(Script script, String... more) {
        String[] arguments = {"write", "--config", config.toString(), "--catalog", catalog.toString()};
        return CommandRun.withInput(
                script.text(),
                Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private long count(String stream) {
        CommandRun run = CommandRun.of("read", "--config", config.toString(), stream, "--format", "jsonl");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.outLines().size();
    }

    private static List<String> states(CommandRun run) {
        return run.outLines().stream()
                .filter(line -> line.startsWith("{\"type\":\"STATE\""))
                .toList();
    }
}
