package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MutatedLinesTest {

    private static final int LINES = 20_000;

    private static final List<String> WHOLE = List.of(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1,\"name\":\"n\\u00e9\\n\",\"tags\":[1.5e3,{\"a\":null}]},\"emitted_at\":1700000000000}}",
            "{\"type\":\"RECORD\",\"record\":{\"namespace\":null,\"data\":{\"name\":\"お客様 😀\",\"id\":-12.50,\"x\":{\"y\":[true,false]}},\"stream\":\"users\",\"emitted_at\":1.7e12,\"meta\":{\"changes\":[{\"field\":\"id\"}]}}}",
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"c\":1}},\"sourceStats\":{\"recordCount\":2.0}}}",
            "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"}}]}}}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"error\":{\"message\":\"no\",\"stream_descriptor\":{\"name\":\"users\"}}}}",
            "{\"log\":{\"level\":\"INFO\",\"message\":\"hello\"},\"type\":\"LOG\"}");

    private static final byte[] TELLING = Inputs.utf8("{}[]\",:\\u0eE-+.naNI0 \t'/*#");

    @Test
    void mutatedLinesAreMessagesOrDataErrorsAndReadingGoesOn() throws InterruptedException {
        Random random = new Random(20260117);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i++) {
            input.writeBytes(mutated(Inputs.utf8(WHOLE.get(random.nextInt(WHOLE.size()))), random));
            input.write('\n');
        }
        int failures = 0;
        try (MessageReader reader =
                MessageReader.of(new ByteArrayInputStream(input.toByteArray()), List.of(Reading.USERS))) {
            for (int line = 1; line <= LINES; line++) {
                failures += isBroken(reader) ? 1 : 0;
                assertThat(reader.lineNumber()).isEqualTo(line);
            }
            assertThat(reader.next(Reading.LONG)).isEqualTo(Message.Signal.END_OF_INPUT);
        }
        assertThat(failures).isBetween(LINES / 10, LINES * 9 / 10);
    }

    private static boolean isBroken(MessageReader reader) throws InterruptedException {
        try {
            Message message = reader.next(Reading.LONG);
            assertThat(message).isNotInstanceOf(Message.Signal.class);
            if (message instanceof RecordMessage record) {
                assertThat(Reading.copy(record).stream()).isEqualTo(Reading.USERS.stream());
            }
            return false;
        } catch (CacheException e) {
            assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA);
            assertThat(e)
                    .hasMessageContaining("line " + reader.lineNumber() + " of the input")
                    .hasNoCause();
            return true;
        }
    }

    private static byte[] mutated(byte[] line, Random random) {
        byte[] bytes = line;
        for (int left = random.nextInt(4); left > 0; left--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] line, Random random) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int at = random.nextInt(line.length + 1);
        int length = Math.min(line.length - at, random.nextInt(12));
        result.write(line, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> result.write(withoutLineFeed(random.nextInt(256)));
            case 1 -> result.write(TELLING[random.nextInt(TELLING.length)]);
            case 2 -> result.write(line, at, length); // once more
            case 3 -> at += length; // not at all
            case 4 -> at = line.length; // and no further
            default -> {
                result.write(TELLING[random.nextInt(TELLING.length)]);
                at = Math.min(line.length, at + 1);
            }
        }
        result.write(line, at, line.length - at);
        return result.size() == 0 ? line : result.toByteArray();
    }

    private static int withoutLineFeed(int value) {
        return value == '\n' ? ' ' : value;
    }
}
