package io.sqlcache.core.testing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An input as a test reads it: each line is a message in a few words.
 *
 * <pre>
 * record users 1            its id; a name may follow
 * record east.users 1       the same of a namespace, as everywhere
 * state users 1             a state of one stream, whose cursor is 1; a recordCount may follow
 * global 5 users orders     a state of the source that lists these streams
 * legacy 5                  a state of the source that lists none
 * complete users            or started, running, incomplete
 * error users it is gone    of one stream; of all with * in place of its name
 * log here                  what the source logs
 * {"type": ...              a line as it is
 * </pre>
 */
public final class Lines {

    private Lines() {}

    /** The messages in UTF-8; each text may have several lines, none of which is empty. */
    public static InputStream input(String... texts) {
        return new ByteArrayInputStream(text(texts).getBytes(StandardCharsets.UTF_8));
    }

    /** The messages as they are sent. */
    public static String text(String... texts) {
        return Stream.of(texts)
                .flatMap(String::lines)
                .map(Lines::message)
                .map(message -> message + "\n")
                .collect(Collectors.joining());
    }

    private static String message(String line) {
        if (line.startsWith("{")) {
            return line;
        }
        List<String> words = Arrays.asList(line.split(" "));
        String subject = words.get(1);
        List<String> more = words.subList(2, words.size());
        return switch (words.get(0)) {
            case "record" -> record(subject, more);
            case "state" -> state("\"STREAM\",\"stream\":" + streamState(subject, more.get(0)) + counted(more));
            case "global" -> state("\"GLOBAL\",\"global\":" + global(subject, more));
            case "legacy" -> state("\"LEGACY\",\"data\":{\"c\":" + subject + "}");
            case "started", "running", "complete", "incomplete" -> status(subject, words.get(0));
            case "error" -> error(subject, String.join(" ", more));
            case "log" ->
                "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"%s\"}}"
                        .formatted(line.substring("log ".length()));
            default -> throw new IllegalArgumentException("No message begins with \"" + words.get(0) + "\"");
        };
    }

    private static String record(String stream, List<String> values) {
        String name = values.size() > 1 ? ",\"name\":\"" + values.get(1) + "\"" : "";
        return "{\"type\":\"RECORD\",\"record\":{\"stream\":%s,\"emitted_at\":1700000000000,\"data\":{\"id\":%s%s}}}"
                .formatted(named(stream), values.get(0), name);
    }

    /** The name's value, and what of the namespace may follow it. */
    private static String named(String stream) {
        int dot = stream.indexOf('.');
        return dot < 0
                ? "\"%s\"".formatted(stream)
                : "\"%s\",\"namespace\":\"%s\"".formatted(stream.substring(dot + 1), stream.substring(0, dot));
    }

    private static String counted(List<String> more) {
        return more.size() < 2 ? "" : ",\"sourceStats\":{\"recordCount\":" + more.get(1) + ".0}";
    }

    private static String state(String parts) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":" + parts + "}}";
    }

    private static String streamState(String stream, String cursor) {
        return "{\"stream_descriptor\":{\"name\":%s},\"stream_state\":{\"c\":%s}}".formatted(named(stream), cursor);
    }

    private static String global(String cursor, List<String> streams) {
        return streams.stream()
                .map(stream -> streamState(stream, cursor))
                .collect(Collectors.joining(",", "{\"shared_state\":{\"c\":" + cursor + "},\"stream_states\":[", "]}"));
    }

    private static String status(String stream, String status) {
        return trace(
                "STREAM_STATUS",
                "\"stream_status\":{\"stream_descriptor\":{\"name\":%s},\"status\":\"%s\"}"
                        .formatted(named(stream), status.toUpperCase(Locale.ROOT)));
    }

    private static String error(String stream, String message) {
        String descriptor = stream.equals("*") ? "" : ",\"stream_descriptor\":{\"name\":%s}".formatted(named(stream));
        return trace("ERROR", "\"error\":{\"message\":\"%s\"%s}".formatted(message, descriptor));
    }

    private static String trace(String type, String part) {
        return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"%s\",\"emitted_at\":1700000000000,%s}}".formatted(type, part);
    }
}
