package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.RecordLayout;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Makes records from the JSON of their data, as the reader finds them. */
public final class Records {

    private static final StreamId STREAM = StreamId.of("tests");

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Records() {}

    /** The record with this data; its fields in the order of the names. */
    public static RecordMessage of(List<String> fields, String data) {
        return of(new RecordLayout(STREAM, fields), data.getBytes(UTF_8));
    }

    /** The record with one field, whose value is this JSON. */
    public static RecordMessage withValue(String field, String json) {
        byte[] line = json.getBytes(UTF_8);
        RecordMessage record = new RecordMessage(new RecordLayout(STREAM, List.of(field)));
        record.reset(record.layout(), line);
        Token token = token(json);
        int quote = token == Token.STRING ? 1 : 0;
        record.field(0, token, quote, line.length - quote);

        return record;
    }

    private static Token token(String json) {
        return switch (json.charAt(0)) {
            case 'n' -> Token.NULL;
            case 't' -> Token.TRUE;
            case 'f' -> Token.FALSE;
            case '"' -> Token.STRING;
            case '{' -> Token.OBJECT;
            case '[' -> Token.ARRAY;
            default -> json.matches("NaN|-?Infinity") ? Token.NON_FINITE : Token.NUMBER;
        };
    }

    /** The record with one field, whose value stands between other bytes as the token says; nothing is checked. */
    public static RecordMessage withBytes(String field, Token token, byte[] value) {
        byte[] line = new byte[value.length + 2];
        line[0] = '"';
        line[line.length - 1] = '"';
        System.arraycopy(value, 0, line, 1, value.length);
        RecordMessage record = new RecordMessage(new RecordLayout(STREAM, List.of(field)));
        record.reset(record.layout(), line);
        record.field(0, token, 1, line.length - 1);

        return record;
    }

    /** The record with this line as its data, and this array as its {@code meta.changes}. */
    public static RecordMessage withChanges(List<String> fields, String data, String changes) {
        RecordMessage record = of(new RecordLayout(STREAM, fields), (data + changes).getBytes(UTF_8));
        int start = data.getBytes(UTF_8).length;
        record.changes(start, start + changes.getBytes(UTF_8).length);

        return record;
    }

    public static RecordMessage of(RecordLayout layout, byte[] data) {
        RecordMessage record = new RecordMessage(layout);
        record.reset(layout, data);
        record.emittedAtMillis(1_700_000_000_123L);

        try (JsonParser parser = JSON.createParser(data)) {
            parser.nextToken();

            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int index = layout.fields().indexOf(parser.currentName());
                note(record, index, parser.nextToken(), parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        return record;
    }

    private static void note(RecordMessage record, int index, JsonToken found, JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();

        if (found == JsonToken.VALUE_STRING) {
            parser.getTextLength();
        }

        int end = (int) parser.currentLocation().getByteOffset();
        Token token = token(found, parser);

        if (index >= 0) {
            boolean quoted = token == Token.STRING;
            record.field(index, token, quoted ? start + 1 : start, quoted ? end - 1 : end(record, token, start, end));
        }
    }

    /** Jackson may have looked at the byte after a number. */
    private static int end(RecordMessage record, Token token, int start, int end) {
        int to = end;

        while (token == Token.NUMBER && to > start && ",} \n]".indexOf(record.bytes()[to - 1]) >= 0) {
            to--;
        }

        return to;
    }

    private static Token token(JsonToken found, JsonParser parser) throws IOException {
        return switch (found) {
            case VALUE_NULL -> Token.NULL;
            case VALUE_TRUE -> Token.TRUE;
            case VALUE_FALSE -> Token.FALSE;
            case VALUE_NUMBER_INT -> Token.NUMBER;
            case VALUE_NUMBER_FLOAT -> parser.isNaN() ? Token.NON_FINITE : Token.NUMBER;
            case VALUE_STRING -> Token.STRING;
            case START_OBJECT, END_OBJECT -> Token.OBJECT;
            case START_ARRAY, END_ARRAY -> Token.ARRAY;
            case NOT_AVAILABLE, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No value: " + found);
        };
    }
}
