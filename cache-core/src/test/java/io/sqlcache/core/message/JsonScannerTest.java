package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final byte[] ALPHABET =
            "{{}}[[]],,,::\"\"\"\"\\/bfnrtu0123456789+-..eE truefalsnNaIiy\t\r\u0001\u001f\u007f"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final String[] SEEDS = {
        "{\"a\":[1,-2.50e+3,0,{\"b\":null,\"\":[]},\"x\\n\\u00e9\\\"\"],\"long name of eleven\":true,\"c\":{},\"d\":false}",
        "[\"abcdefg\",\"abcdefgh\",\"abcdefghi\\\\\",\"é\",\"お客様\",\"😀 smile\",NaN,-Infinity,[[[]]],1E-7]",
        "{ \"a\" :\t[ 1 , 2 ] , \"b\" : { \"c\" : \"d\" } }"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void takesWhatJacksonTakesAndEndsWhereItEnds(int seed) {
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] json = mutated(SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8), random);
            String text = new String(json, StandardCharsets.UTF_8);
            if (!text.contains("+I") && !text.contains("INF")) { // Jackson has further spellings of infinity
                int expected = endByJackson(json);
                assertThat(endByScanner(json)).as(text).isEqualTo(expected);
                taken += expected >= 0 ? 1 : 0;
            }
        }
        assertThat(taken).isBetween(1_000, 9_000);
    }

    @Test
    void endsWithTheValueWhateverFollows() {
        byte[] json = "[1] ] garbage".getBytes(StandardCharsets.US_ASCII);

        assertThat(endByScanner(json)).isEqualTo(3);
    }

    @Test
    void neverLooksBeyondItsEnd() throws MalformedMessage {
        byte[] json = SEEDS[0].getBytes(StandardCharsets.UTF_8);
        for (int end = 1; end < json.length; end++) {
            assertThat(endByScanner(new JsonScanner(json, end))).isNegative();
        }
        assertThat(new JsonScanner(json, json.length).value(0)).isEqualTo(json.length);
    }

    private static int endByScanner(byte[] json) {
        return endByScanner(new JsonScanner(json, json.length));
    }

    private static int endByScanner(JsonScanner scanner) {
        try {
            return scanner.value(0);
        } catch (MalformedMessage e) {
            return -1;
        }
    }

    private static int endByJackson(byte[] json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            return Math.toIntExact(parser.currentLocation().getByteOffset());
        } catch (IOException e) {
            return -1;
        }
    }

    /** Changed anywhere but at the first byte, which makes it an object or array. */
    private static byte[] mutated(byte[] json, Random random) {
        byte[] bytes = json.clone();
        for (int left = random.nextInt(3); left > 0; left--) {
            int at = 1 + random.nextInt(bytes.length - 1);
            bytes[at] = random.nextInt(10) == 0
                    ? (byte) (0x80 + random.nextInt(128))
                    : ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return bytes;
    }
}
