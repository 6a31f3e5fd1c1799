package io.sqlcache.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An Airbyte source as a process of its own: spec, check, discover and read. It replays records of Airbyte's source-faker up to
 * a time that its configuration gives, from the state that it is handed, and notes what it did in a file.
 */
public final class TestSource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    private final JsonNode config;

    private TestSource(JsonNode config) {
        this.config = config;
    }

    /** The command that runs this class. */
    public static String command() {
        return "'%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' %s"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        TestSource.class.getName());
    }

    /** Writes a configuration: records are replayed up to a time; what is done is noted in {@link #notes}. */
    public static Path config(Path folder, String until, Map<String, String> more) throws IOException {
        ObjectNode config = JSON.createObjectNode()
                .put("until", until)
                .put("notes", folder.resolve("notes.txt").toString());
        more.forEach(config::put);
        return Files.writeString(folder.resolve("source.json"), config.toString());
    }

    /** What the processes did so far, a line each. */
    public static List<String> notes(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("notes.txt"));
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        TestSource source = new TestSource(file(options.getOrDefault("--config", "")));
        switch (arguments[0]) {
            case "spec" -> OUT.println("{\"type\":\"SPEC\",\"spec\":{\"connectionSpecification\":{}}}");
            case "check" ->
                OUT.println("{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}");
            case "discover" -> source.discover();
            case "read" ->
                source.read(file(options.getOrDefault("--catalog", "")), options.getOrDefault("--state", ""));
            default -> System.exit(2);
        }
        OUT.flush();
    }

    private void discover() throws IOException {
        note("discover");
        log("Discovering with the password " + config.path("password").asText());
        OUT.println("{\"type\":\"CATALOG\",\"catalog\":" + JSON.readTree(resource("source-faker-catalog.json")) + "}");
    }

    private void read(JsonNode catalog, String stateFile) throws IOException {
        for (JsonNode configured : catalog.path("streams")) {
            String stream = configured.path("stream").path("name").asText();
            boolean incremental = configured.path("sync_mode").asText().equals("incremental");
            read(stream, incremental ? cursor(stream, stateFile) : "");
        }
    }

    private void read(String stream, String after) throws IOException {
        log("Syncing stream: " + stream);
        System.err.println(
                "reading " + stream + " with " + config.path("password").asText());
        status(stream, "STARTED");
        int sent = 0;
        String last = after;
        for (String line : new String(resource("source-faker.jsonl"), StandardCharsets.UTF_8).split("\n")) {
            JsonNode record = JSON.readTree(line).path("record");
            String cursor = record.path("data").path("updated_at").asText();
            boolean isNew = cursor.isEmpty()
                    || cursor.compareTo(after) > 0
                            && cursor.compareTo(config.path("until").asText()) < 0;
            if (record.path("stream").asText().equals(stream) && isNew) {
                OUT.println(line);
                last = cursor;
                if (++sent % 5 == 0) {
                    state(stream, last);
                }
            }
        }
        state(stream, last);
        status(stream, "COMPLETE");
        note("%s: %d records after '%s'".formatted(stream, sent, after));
    }

    private static String cursor(String stream, String stateFile) throws IOException {
        if (!stateFile.isEmpty()) {
            for (JsonNode state : file(stateFile)) {
                if (state.path("stream")
                        .path("stream_descriptor")
                        .path("name")
                        .asText()
                        .equals(stream)) {
                    return state.path("stream")
                            .path("stream_state")
                            .path("updated_at")
                            .asText();
                }
            }
        }
        return "";
    }

    private static void state(String stream, String cursor) {
        OUT.println(
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"updated_at\":\"%s\"}}}}"
                        .formatted(stream, cursor));
    }

    private static void status(String stream, String status) {
        OUT.println(
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":{\"stream_descriptor\":{\"name\":\"%s\"},\"status\":\"%s\"}}}"
                        .formatted(stream, status));
    }

    private static void log(String message) throws IOException {
        ObjectNode line = JSON.createObjectNode().put("type", "LOG");
        line.putObject("log").put("level", "INFO").put("message", message);
        OUT.println(line);
    }

    private void note(String text) throws IOException {
        Files.writeString(
                Path.of(config.path("notes").asText()),
                text + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static JsonNode file(String path) throws IOException {
        return JSON.readTree(Files.readString(Path.of(path)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(TestSource.class.getResourceAsStream(name))) {
            return file.readAllBytes();
        }
    }
}
