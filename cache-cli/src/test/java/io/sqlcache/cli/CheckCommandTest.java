package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of a destination that land nothing: spec and check. */
class CheckCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void specDescribesTheConfiguration() throws IOException {
        CommandRun run = CommandRun.of("spec");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines()).hasSize(1);
        JsonNode message = JSON.readTree(run.out());
        assertThat(message.path("type").asText()).isEqualTo("SPEC");
        assertThat(message.at("/spec/connectionSpecification/properties/password/airbyte_secret")
                        .asBoolean())
                .isTrue();
        assertThat(CommandRun.of("spec", "--backend", "postgres").out()).isEqualTo(run.out());
    }

    @Test
    void specOfAnUnknownBackendIsAnErrorForThePlatformToo() {
        CommandRun run = CommandRun.of("spec", "--backend", "oracle");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("sqlcache: There is no cache backend named \"oracle\"; found postgres.\n");
        assertThat(run.out()).contains("\"TRACE\"", "\"failure_type\":\"config_error\"", "found postgres");
    }

    @Test
    void checkOfAGoodConfigurationSucceedsAndLeavesNothing() throws IOException {
        Path config = TestServer.config(folder);

        CommandRun run = CommandRun.of("check", "--config", config.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo("{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}\n");
        assertThat(run.err()).isEmpty();
        assertThat(CommandRun.of("streams", "--config", config.toString()).outLines())
                .hasSize(2);
    }

    @Test
    void failedCheckTellsTheReasonWithExitCodeZero() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.json"), TestServer.json("public", Map.of("database", "\"nowhere\"")));

        CommandRun run = CommandRun.of("check", "--config", config.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines())
                .satisfiesExactly(
                        trace -> assertThat(trace).contains("\"TRACE\"", "\"failure_type\":\"config_error\""),
                        status -> assertThat(status)
                                .startsWith(
                                        "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"FAILED\",\"message\":\"")
                                .contains("nowhere"));
        assertThat(run.err()).startsWith("sqlcache: ").hasLineCount(1).doesNotContain("hunter2");
        assertThat(CommandRun.of("check", "--exit-code", "--config", config.toString())
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void everyMistakeInTheConfigurationIsInTheStatus() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"port\": 99999, \"username\": \"loader\", \"password\": \"hunter2\"}");

        CommandRun run = CommandRun.of("check", "--config", config.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines())
                .last()
                .asString()
                .contains("\"FAILED\"", "host", "database", "99999")
                .doesNotContain("hunter2");
    }

    @Test
    void checkWithoutItsFileIsNotMade() {
        CommandRun run =
                CommandRun.of("check", "--config", folder.resolve("none.json").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.outLines()).singleElement().asString().contains("\"TRACE\"", "config_error", "none.json");
    }
}
