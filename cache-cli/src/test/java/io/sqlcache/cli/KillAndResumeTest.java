package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source of two interleaved streams, its destination killed without warning, and the next run from the stored state. */
@Timeout(120)
class KillAndResumeTest {

    private static final int COMMITTED = 3_000;
    private static final int ALL = 20_000;

    private static final String CATALOG = """
            {"streams": [
              {"stream": {"name": "left", "json_schema": {"properties": {"id": {"type": "integer"}}}},
               "sync_mode": "incremental", "destination_sync_mode": "append"},
              {"stream": {"name": "right", "json_schema": {"properties": {"id": {"type": "integer"}}}},
               "sync_mode": "incremental", "destination_sync_mode": "append"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void noRowComesTwiceAndNoneIsMissing() throws Exception {
        Path config = TestServer.config(folder);
        Path catalog = Files.writeString(folder.resolve("catalog.json"), CATALOG);

        Process write = CommandProcess.start(
                folder.resolve("err.txt"),
                "write",
                "--config",
                config.toString(),
                "--catalog",
                catalog.toString(),
                "--lease",
                "1s");
        OutputStream input = write.getOutputStream();
        send(input, interleaved(1, COMMITTED) + state("left", COMMITTED));
        BufferedReader output = write.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).contains("\"STATE\"", "\"left\"", "\"recordCount\":" + COMMITTED + ".0");
        send(input, interleaved(COMMITTED + 1, ALL));
        write.destroyForcibly().waitFor();

        assertThat(ids(config, "left")).isEqualTo(range(1, COMMITTED));
        assertThat(ids(config, "right")).isEmpty();

        String stored = CommandRun.of("state", "--config", config.toString(), "--source-name", "source")
                .out();
        assertThat(cursor(stored, "left")).isEqualTo(COMMITTED);
        assertThat(cursor(stored, "right")).isZero();
        CommandRun resumed = CommandRun.withInput(
                records("left", cursor(stored, "left") + 1, ALL)
                        + state("left", ALL)
                        + records("right", cursor(stored, "right") + 1, ALL)
                        + state("right", ALL),
                "write",
                "--config",
                config.toString(),
                "--catalog",
                catalog.toString());

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(ids(config, "left")).isEqualTo(range(1, ALL));
        assertThat(ids(config, "right")).isEqualTo(range(1, ALL));
    }

    private static void send(OutputStream input, String messages) throws IOException {
        input.write(messages.getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private static String interleaved(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int id = from; id <= to; id++) {
            lines.append(records("left", id, id)).append(records("right", id, id));
        }
        return lines.toString();
    }

    private static String records(String stream, int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int id = from; id <= to; id++) {
            lines.append("{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"data\":{\"id\":%d},\"emitted_at\":%d}}%n"
                    .formatted(stream, id, 1_700_000_000_000L + id));
        }
        return lines.toString();
    }

    private static String state(String stream, int cursor) {
        return String.format(
                Locale.ROOT,
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},"
                        + "\"stream_state\":{\"cursor\":%d}}}}%n",
                stream,
                cursor);
    }

    /** Where the stored state says that the source goes on; 0 if it says nothing of the stream. */
    private static int cursor(String states, String stream) {
        Matcher matcher = Pattern.compile("\"" + stream + "\"}\\s*,\\s*\"stream_state\":\\{\"cursor\":(\\d+)")
                .matcher(states);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static List<Integer> ids(Path config, String stream) {
        Pattern id = Pattern.compile("\"id\":\\s*(\\d+)");
        return CommandRun.of("read", "--config", config.toString(), stream, "--format", "jsonl").outLines().stream()
                .map(id::matcher)
                .filter(Matcher::find)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .sorted()
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }
}
