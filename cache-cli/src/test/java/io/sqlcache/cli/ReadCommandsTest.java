package io.sqlcache.cli;

import static io.sqlcache.cli.testing.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.terminal.DisplayWidth;
import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read what was written. */
class ReadCommandsTest {

    @TempDir
    private static Path folder;

    private static String config = "";

    @BeforeAll
    static void write() throws IOException {
        config = TestServer.config(folder).toString();
        String messages = script().user(
                        1,
                        "\"name\":\"Ada, \\\"the\\\" first\",\"balance\":1234567890.10,\"address\":{\"city\":\"Köln\",\"n\":[1.50]}")
                .user(2, "\"name\":\"\",\"updated_at\":\"2024-05-06T07:08:09+02:00\"")
                .user(3, "\"name\":null")
                .userState(3)
                .event("2024")
                .eventState("2024")
                .text();
        CommandRun run = CommandRun.withInput(
                messages,
                "write",
                "--config",
                config,
                "--catalog",
                Script.catalog(folder).toString(),
                "--source-name",
                "crm");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void streamsListsTablesAndRows() {
        CommandRun run = run("streams");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines().get(0)).matches("stream +\\| table +\\| columns \\| rows");
        assertThat(run.outLines()).anySatisfy(line -> assertThat(line).matches("users +\\| users +\\| +9 \\| +3"));
        assertThat(run.outLines()).anySatisfy(line -> assertThat(line).matches("shop.events +\\| .*\\| +1"));
    }

    @Test
    void stateIsTheArrayOfItsSource() {
        CommandRun run = run("state", "--source-name", "crm");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines()).singleElement().asString().startsWith("[{").contains("\"users\"", "\"events\"");
        assertThat(run("state").out()).isEqualTo("[]\n");
    }

    @Test
    void csvTellsNullFromEmptyAndQuotes() {
        CommandRun run = run("read", "users", "--format", "csv");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().split("\r\n"))
                .anySatisfy(line -> assertThat(line).startsWith("id,name,balance,address,updated_at,_airbyte_raw_id"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("1,\"Ada, \"\"the\"\" first\",1234567890.10,\"{\"\"n\"\""))
                .anySatisfy(line -> assertThat(line).startsWith("2,\"\",,,2024-05-06T05:08:09Z,"))
                .anySatisfy(line -> assertThat(line).startsWith("3,,,,,"));
    }

    @Test
    void jsonlNestsObjects() {
        assertThat(run("read", "users", "--format", "jsonl").outLines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "{\"id\":1,\"name\":\"Ada, \\\"the\\\" first\",\"balance\":1234567890.10,\"address\":{")
                        .contains("\"n\": [1.50]", "\"city\": \"Köln\"", "\"updated_at\":null", "\"_airbyte_meta\":{"));
    }

    @Test
    void tableFitsAndLimitLimits() {
        CommandRun run = run("read", "users", "--limit", "2");

        assertThat(run.outLines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(120));
        assertThat(run.outLines()).last().asString().startsWith("(2 rows");
        assertThat(run("read", "users", "--limit", "0").outLines()).hasSize(3);
    }

    @Test
    void streamInANamespaceIsFoundByItsNameAlone() {
        String byName = run("read", "events", "--format", "jsonl").out();

        assertThat(byName).contains("\"at\":\"2024\"");
        assertThat(run("read", "shop.events", "--format", "jsonl").out()).isEqualTo(byName);
        assertThat(run("read", "events", "--namespace", "shop", "--format", "jsonl")
                        .out())
                .isEqualTo(byName);
    }

    @Test
    void unknownStreamListsTheKnownOnes() {
        CommandRun run = run("read", "user");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(
                        "sqlcache: There is no stream \"user\" here; found \"users\", \"events\" in namespace \"shop\".\n");
    }

    @Test
    void readerThatGoesAwayEndsTheCommandQuietly() {
        CommandRun run = CommandRun.withBrokenOutput("", "read", "--config", config, "users");

        assertThat(run.exitCode()).isEqualTo(141);
        assertThat(run.err()).isEmpty();
    }

    private static CommandRun run(String command, String... more) {
        return CommandRun.of(Stream.concat(Stream.of(command, "--config", config), Stream.of(more))
                .toArray(String[]::new));
    }
}
