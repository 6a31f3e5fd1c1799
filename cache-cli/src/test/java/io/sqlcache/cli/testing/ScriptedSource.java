package io.sqlcache.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A source as a shell script, which starts faster than a JVM: what it does is the test's own. */
public final class ScriptedSource {

    /** What it discovers: users (incremental, with a key) and colours (read whole, no key). */
    public static final String CATALOG = """
            {"type":"CATALOG","catalog":{"streams":[\
            {"name":"users","supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,\
            "default_cursor_field":["n"],"source_defined_primary_key":[["id"]],\
            "json_schema":{"properties":{"id":{"type":"integer"},"n":{"type":"integer"}}}},\
            {"name":"colours","supported_sync_modes":["full_refresh"],\
            "json_schema":{"properties":{"id":{"type":"integer"}}}}]}}""";

    private ScriptedSource() {}

    /** The command of a source that discovers users (incremental, with a key) and colours (read whole, no key). */
    public static String command(Path folder, String read) throws IOException {
        return command(folder, "cat <<'END'\n" + CATALOG + "\nEND", read);
    }

    /** The command of a source, by what its two verbs do; {@code $*} are their arguments. */
    public static String command(Path folder, String discover, String read) throws IOException {
        Path script = folder.resolve("source.sh");
        Files.writeString(script, "case $1 in\ndiscover)\n%s\n;;\nread)\n%s\n;;\nesac\n".formatted(discover, read));
        return "sh '" + script + "'";
    }

    public static String log(String message) {
        return "echo '{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"%s\"}}'\n".formatted(message);
    }

    public static String record(String stream, int id) {
        return "echo '{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"emitted_at\":1700000000000,\"data\":{\"id\":%d}}}'\n"
                .formatted(stream, id);
    }

    public static String state(String stream, int cursor) {
        return "echo '{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"n\":%d}}}}'\n"
                .formatted(stream, cursor);
    }

    /** A state of a size that makes the write commit it at once: more than it lets wait. */
    public static String hugeState(String stream, int cursor) {
        return state(stream, cursor)
                .replace("}}}}'", "'; head -c 9500000 /dev/zero | tr '\\0' x; echo '\"}}}}'")
                .replace("echo '{\"type\"", "printf %%s '{\"type\"".replace("%%", "%"))
                .replace("\"n\":" + cursor + "'", "\"n\":" + cursor + ",\"padding\":\"'");
    }

    public static String status(String stream, String status) {
        return "echo '{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":{\"stream_descriptor\":{\"name\":\"%s\"},\"status\":\"%s\"}}}'\n"
                .formatted(stream, status);
    }
}
