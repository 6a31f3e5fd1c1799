package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages as sources send them, and what may become of them on the way. The same seed gives the same lines. */
public final class MutatedLines {

    /** The fields of the stream {@code users} in these messages. */
    public static final RecordLayout USERS = Reading.layout(
            "users", "id", "name", "tags", "at", "day", "clock", "score", "active", "address", "any", "big");

    /** Random inputs are the same again with {@code -Dtorture.seed=N}. */
    public static final long SEED = Long.getLong("torture.seed", 20260117);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final List<String> WHOLE = List.of(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1,\"name\":\"n\\u00e9\\n\",\"tags\":[1.5e3,{\"a\":null}]},\"emitted_at\":1700000000000}}",
            "{\"type\":\"RECORD\",\"record\":{\"namespace\":null,\"data\":{\"name\":\"お客様 😀\",\"id\":-12.50,\"x\":{\"y\":[true,false]}},\"stream\":\"users\",\"emitted_at\":1.7e12,\"meta\":{\"changes\":[{\"field\":\"id\",\"change\":\"NULLED\",\"reason\":\"SOURCE_RETRIEVAL_ERROR\"}]}}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"namespace\":\"shop\",\"data\":{\"id\":3},\"emitted_at\":1}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"at\":\"2024-02-29T23:59:59.123456+05:30\",\"day\":\"0001-01-01 BC\",\"clock\":\"24:00:00\",\"score\":-0.0e-10,\"active\":true,\"address\":{\"street\":\"a\\\"b\\\\c\\/\",\"no\":[[],{}]},\"any\":\"\\ud83d\\ude00\\ud800\",\"big\":\"123456789012345678901234567890\"},\"emitted_at\":1700000000000}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":9223372036854775807,\"score\":1e400,\"big\":-99999999999999999999999999,\"any\":NaN,\"active\":\"true\",\"tags\":\"[1,2]\"},\"emitted_at\":1700000000000}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"strangers\",\"data\":{\"id\":1},\"emitted_at\":1}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1,\"id\":2,\"i\\u0064\":3,\"\":0},\"emitted_at\":5}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"address\":" + "[{\"d\":".repeat(60) + "1"
                    + "}]".repeat(60) + "},\"emitted_at\":1700000000000}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"name\":\"" + "long\\t".repeat(400)
                    + "\",\"score\":0." + "123".repeat(900) + "},\"emitted_at\":1700000000000}}",
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"c\":1}},\"sourceStats\":{\"recordCount\":2.0}}}",
            "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":\"shop\"},\"stream_state\":{\"é\":\"\\u0000\"}}]},\"id\":7}}",
            "{\"type\":\"STATE\",\"state\":{\"type\":null,\"stream\":null,\"global_\":null,\"data\":{\"users\":{\"cursor\":\"2024\"}}}}",
            "{\"state\":{\"data\":{\"bookmarks\":[1,2.50,{\"x\":null}]},\"destinationStats\":{\"recordCount\":9.0}},\"type\":\"STATE\"}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1.0,\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"error\":{\"message\":\"no\",\"internal_message\":\"x\",\"stream_descriptor\":{\"name\":\"users\"}}}}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ESTIMATE\",\"estimate\":{\"name\":\"users\",\"row_estimate\":5}}}",
            "{\"log\":{\"level\":\"INFO\",\"message\":\"hello\"},\"type\":\"LOG\"}",
            "{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"connectorConfig\":{\"config\":{}},\"emitted_at\":1.0}}",
            "not a message",
            "  \t{\"type\":\"SPEC\",\"spec\":{}}  \r");

    private static final byte[] TELLING = Inputs.utf8("{}[]\",:\\u0eE-+.naNI0 \t\r'/*#");

    private static final List<String> WORDS = List.of(
            "\"RECORD\"",
            "\"STATE\"",
            "\"TRACE\"",
            "\"LOG\"",
            "\"STREAM\"",
            "\"GLOBAL\"",
            "\"LEGACY\"",
            "\"record\"",
            "\"state\"",
            "\"stream\"",
            "\"global\"",
            "\"global_\"",
            "\"data\"",
            "\"type\"",
            "\"emitted_at\"",
            "\"meta\"",
            "\"stream_descriptor\"",
            "\"stream_states\"",
            "\"sourceStats\"",
            "\"destinationStats\"",
            "\"name\"",
            "\"users\"",
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "-0",
            "1e999999999",
            "0.1",
            "99999999999999999999",
            "NaN",
            "-Infinity",
            "\"\\ud800\"",
            "\"\\u0000\"");

    /** What no UTF-8 has: a lone continuation, an early end, an overlong blank, half a surrogate pair, beyond U+10FFFF. */
    private static final int[][] NO_UTF8 = {
        {0x80},
        {0xC3},
        {0xE2, 0x82},
        {0xF0, 0x9F, 0x98},
        {0xC0, 0xA0},
        {0xED, 0xA0, 0x80},
        {0xF4, 0x90, 0x80, 0x80},
        {0xFF}
    };

    private static final List<Seed> SEEDS = WHOLE.stream().map(Seed::of).toList();

    private final Random random;

    /** Lines by this seed. */
    public MutatedLines(long seed) {
        this.random = new Random(seed);
    }

    /** A value with the name before it, if it has one. */
    private record Member(int start, int valueStart, int end) {}

    /** A whole message and where its values stand. */
    private record Seed(byte[] line, List<Member> members) {

        static Seed of(String line) {
            byte[] bytes = Inputs.utf8(line);
            List<Member> members = new ArrayList<>();
            int brace = line.indexOf('{');
            if (brace >= 0 && !line.contains("NaN")) {
                try (JsonParser parser = JSON.createParser(bytes)) {
                    parser.nextToken();
                    collect(parser, brace, members);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return new Seed(bytes, members);
        }

        private static void collect(JsonParser parser, int start, List<Member> into) throws IOException {
            int valueStart = begin(parser);
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    int name = begin(parser);
                    parser.nextToken();
                    collect(parser, name, into);
                }
            } else if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    collect(parser, begin(parser), into);
                }
            } else {
                parser.getText(); // reads it to its end
            }
            into.add(
                    new Member(start, valueStart, (int) parser.currentLocation().getByteOffset()));
        }

        private static int begin(JsonParser parser) {
            return (int) parser.currentTokenLocation().getByteOffset();
        }
    }

    /** The next line, without its end. */
    public byte[] next() {
        Seed seed = random(SEEDS);
        byte[] line = random.nextInt(3) == 0 && !seed.members().isEmpty() ? restructured(seed) : seed.line();
        for (int left = random.nextInt(2) * random.nextInt(4); left > 0; left--) {
            line = withByteChange(line);
        }
        if (random.nextInt(10) == 0) {
            line = spliced(line, random(SEEDS).line());
        }
        return withoutLineFeeds(line);
    }

    private byte[] restructured(Seed seed) {
        byte[] line = seed.line();
        Member member = random(seed.members());
        Seed otherSeed = random(SEEDS);
        List<Member> others = otherSeed.members().isEmpty() ? seed.members() : otherSeed.members();
        byte[] otherLine = otherSeed.members().isEmpty() ? line : otherSeed.line();
        Member other = random(others);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        switch (random.nextInt(5)) {
            case 0 -> { // another value in its place
                result.write(line, 0, member.valueStart());
                result.write(otherLine, other.valueStart(), other.end() - other.valueStart());
            }
            case 1 -> { // the same name twice
                result.write(line, 0, member.end());
                result.write(',');
                result.write(line, member.start(), member.valueStart() - member.start());
                result.write(otherLine, other.valueStart(), other.end() - other.valueStart());
            }
            case 2 -> { // deeper
                int depth = 1 << random.nextInt(12);
                boolean inObjects = random.nextBoolean();
                result.write(line, 0, member.valueStart());
                result.writeBytes(Inputs.utf8((inObjects ? "{\"a\":" : "[").repeat(depth)));
                result.write(line, member.valueStart(), member.end() - member.valueStart());
                result.writeBytes(Inputs.utf8((inObjects ? "}" : "]").repeat(depth)));
            }
            case 3 -> { // a word of the protocol
                result.write(line, 0, member.valueStart());
                result.writeBytes(Inputs.utf8(random(WORDS)));
            }
            default -> { // someone else's member before it
                result.write(line, 0, member.start());
                result.write(otherLine, other.start(), other.end() - other.start());
                result.write(',');
                result.write(line, member.start(), member.end() - member.start());
            }
        }
        result.write(line, member.end(), line.length - member.end());
        return result.toByteArray();
    }

    private byte[] withByteChange(byte[] line) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int at = random.nextInt(line.length + 1);
        int length = Math.min(line.length - at, random.nextInt(12));
        int next = Math.min(line.length, at + 1);
        result.write(line, 0, at);
        switch (random.nextInt(9)) {
            case 0 -> result.write(random.nextInt(256));
            case 1 -> result.write(TELLING[random.nextInt(TELLING.length)]);
            case 2 -> result.write(line, at, length); // once more
            case 3 -> at += length; // not at all
            case 4 -> at = line.length; // and no further
            case 5 -> {
                for (int b : NO_UTF8[random.nextInt(NO_UTF8.length)]) {
                    result.write(b);
                }
            }
            case 6 -> {
                if (at < line.length) {
                    result.write(line[at] ^ 1 << random.nextInt(8));
                }
                at = next;
            }
            case 7 -> result.writeBytes(Inputs.utf8(random(WORDS)));
            default -> {
                result.write(TELLING[random.nextInt(TELLING.length)]);
                at = next;
            }
        }
        result.write(line, at, line.length - at);
        return result.toByteArray();
    }

    private byte[] spliced(byte[] one, byte[] other) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(one, 0, random.nextInt(one.length + 1));
        int from = random.nextInt(other.length + 1);
        result.write(other, from, other.length - from);
        return result.toByteArray();
    }

    private static byte[] withoutLineFeeds(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n') {
                line[i] = ' ';
            }
        }
        return line;
    }

    private <T> T random(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
