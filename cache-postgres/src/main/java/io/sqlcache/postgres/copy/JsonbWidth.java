package io.sqlcache.postgres.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many bytes a {@code jsonb} has without its own header, as far as it is a short one. */
final class JsonbWidth {

    /** Longer texts are of no interest: their values are moved out of the row. */
    private static final int LONGEST_TEXT = 160;

    private static final int HEADER = 4;
    private static final int ENTRY = 4;
    private static final int NUMERIC_LENGTH = 4;

    /** {@code JB_FARRAY | JB_FSCALAR | 1}. */
    private static final int ARRAY_OF_ONE = 0x5000_0001;

    /** {@code JENTRY_HAS_OFF}, of a text. */
    private static final int ENDS_AT = 0x8000_0000;

    private static final JsonFactory JSON = new JsonFactory();

    /** The bytes of a number. */
    @FunctionalInterface
    interface Numbers {
        int numeric(byte[] ascii, int offset, int length);
    }

    /**
     * A value.
     *
     * @param length its own bytes, without what is inside of it
     * @param isAligned whether it begins at a multiple of four
     * @param inside the values that it has; null for a scalar
     */
    private record Value(
            int length, boolean isAligned, @Nullable List<Value> inside) {

        /** Where it ends if there is room for it from here on. */
        int end(int at) {
            int end = (isAligned ? (at + 3) / 4 * 4 : at) + length;
            for (Value value : inside == null ? List.<Value>of() : inside) {
                end = value.end(end);
            }
            return end;
        }
    }

    private final JsonParser parser;
    private final Numbers numbers;

    private JsonbWidth(JsonParser parser, Numbers numbers) {
        this.parser = parser;
        this.numbers = numbers;
    }

    /** The {@code jsonb} of a text without its own header: an array of one. */
    static byte[] text(byte[] utf8, int offset, int length) {
        try (JsonParser parser = JSON.createParser(utf8, offset, length)) {
            parser.nextToken();
            byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(HEADER + ENTRY + text.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(ARRAY_OF_ONE)
                    .putInt(ENDS_AT | text.length)
                    .put(text)
                    .array();
        } catch (IOException e) {
            return Arrays.copyOfRange(utf8, offset, offset + length); // not what the sink gets
        }
    }

    static int of(byte[] utf8, int offset, int length, Numbers numbers) {
        if (length > LONGEST_TEXT) {
            return length;
        }
        try (JsonParser parser = JSON.createParser(utf8, offset, length)) {
            parser.nextToken();
            Value value = new JsonbWidth(parser, numbers).read();
            // A scalar is an array of one.
            return value.end(value.inside() == null ? HEADER + ENTRY : 0);
        } catch (IOException e) {
            return length; // not what the sink gets
        }
    }

    private Value read() throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            return container(token == JsonToken.START_OBJECT);
        }
        if (token == JsonToken.VALUE_STRING) {
            return new Value(utf8(parser.getText()), false, null);
        }
        if (token.isNumeric()) {
            byte[] ascii = parser.getText().getBytes(StandardCharsets.US_ASCII);
            return new Value(NUMERIC_LENGTH + numbers.numeric(ascii, 0, ascii.length), true, null);
        }
        return new Value(0, false, null);
    }

    /** An entry for each key and value, then all keys, then all values. */
    private Value container(boolean isObject) throws IOException {
        List<Value> inside = new ArrayList<>();
        int length = HEADER;
        while (!parser.nextToken().isStructEnd()) {
            if (isObject) {
                length += ENTRY + utf8(parser.currentName());
                parser.nextToken();
            }
            length += ENTRY;
            inside.add(read());
        }
        return new Value(length, true, inside);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
