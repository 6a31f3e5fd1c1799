package io.sqlcache.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Protocol messages of two streams: users with a key and a cursor, events to append. */
public final class Script {

    private static final String CATALOG = """
            {"streams": [
              {"stream": {"name": "users", "supported_sync_modes": ["incremental"], "json_schema": {"properties": {
                  "id": {"type": "integer"}, "name": {"type": ["null", "string"]}, "balance": {"type": "number"},
                  "address": {"type": "object"}, "updated_at": {"type": "string", "format": "date-time"}}}},
               "sync_mode": "incremental", "destination_sync_mode": "append_dedup",
               "primary_key": [["id"]], "cursor_field": ["updated_at"]},
              {"stream": {"name": "events", "namespace": "shop", "supported_sync_modes": ["incremental"],
                  "json_schema": {"properties": {"at": {"type": "string"}}}},
               "sync_mode": "incremental", "destination_sync_mode": "append", "cursor_field": ["at"]}]}
            """;

    private final StringBuilder lines = new StringBuilder();

    private Script() {}

    public static Script script() {
        return new Script();
    }

    public static Path catalog(Path folder) throws IOException {
        return Files.writeString(folder.resolve("catalog.json"), CATALOG);
    }

    /** A user whose other fields are JSON text. */
    public Script user(int id, String more) {
        return line("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1700000000000,"
                + "\"data\":{\"id\":%d%s}}}".formatted(id, more.isEmpty() ? "" : "," + more));
    }

    public Script event(String at) {
        return line("{\"type\":\"RECORD\",\"record\":{\"stream\":\"events\",\"namespace\":\"shop\","
                + "\"emitted_at\":1700000000000,\"data\":{\"at\":\"%s\"}}}".formatted(at));
    }

    public Script userState(int cursor) {
        return line("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"users\"},\"stream_state\":{\"cursor\":%d}}}}".formatted(cursor));
    }

    /** A state of a size that makes the write commit it at once: more than it lets wait. */
    public Script hugeUserState(int cursor) {
        return line("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"users\"},\"stream_state\":{\"cursor\":%d,\"padding\":\"%s\"}}}}"
                        .formatted(cursor, "x".repeat(9 << 20)));
    }

    public Script eventState(String cursor) {
        return line("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"events\",\"namespace\":\"shop\"},\"stream_state\":{\"cursor\":\"%s\"}}}}"
                        .formatted(cursor));
    }

    public Script users(String status) {
        return line("{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":"
                + "{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"%s\"}}}".formatted(status));
    }

    public Script line(String line) {
        lines.append(line).append('\n');
        return this;
    }

    public String text() {
        return lines.toString();
    }
}
