package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text decodes as Java and Jackson decode it. */
class DecodedTextAgainstJavaTest {

    private static final String[] PIECES = {
        "a",
        "plain text of some length",
        "\"",
        "\\",
        "\n",
        "\u0001",
        "ü",
        "世",
        "😀",
        "\uFFFD",
        "\u007f",
        "\u07ff",
        "\uffff"
    };

    private static final int[] BYTES = {
        'a', 'b', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff
    };

    private final Random random = new Random(20240131);
    private final DecodedText text = new DecodedText(1 << 20);

    @Test
    void randomBytesDecodeAsInJava() {
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(20)];

            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) BYTES[random.nextInt(BYTES.length)];
            }

            String expected = new String(bytes, UTF_8);
            Fit fit = text.decode(bytes, 0, bytes.length);

            assertThat(decoded()).isEqualTo(expected);
            assertThat(fit).isEqualTo(expected.indexOf('\uFFFD') >= 0 ? Fit.REPLACED : Fit.EXACT);
        }
    }

    @Test
    void randomTextComesBackHoweverItIsEscaped() throws IOException {
        ObjectMapper json = new ObjectMapper();

        for (int round = 0; round < 5_000; round++) {
            StringBuilder content = new StringBuilder();

            for (int i = random.nextInt(8); i > 0; i--) {
                content.append(PIECES[random.nextInt(PIECES.length)]);
            }

            byte[] quoted = random.nextBoolean()
                    ? json.writeValueAsBytes(content.toString())
                    : ("\"" + escapeAll(content) + "\"").getBytes(UTF_8);

            assertThat(text.decode(quoted, 1, quoted.length - 1)).isEqualTo(Fit.EXACT);
            assertThat(decoded()).isEqualTo(content.toString()).isEqualTo(json.readValue(quoted, String.class));
        }
    }

    private String escapeAll(CharSequence content) {
        StringBuilder escaped = new StringBuilder();
        content.chars()
                .forEach(unit -> escaped.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", unit)));

        return escaped.toString();
    }

    private String decoded() {
        return new String(text.bytes(), text.start(), text.end() - text.start(), UTF_8);
    }
}
