package io.sqlcache.core.message;

import io.sqlcache.core.message.RecordMessage.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds the fields of a record's {@code data}. */
final class RecordData {

    private final SlicingParserFactory parsers;
    private final RecordMessage message;
    private final JsonScanner scanner = new JsonScanner(new byte[0], 0);

    /** Notes what it finds in the message. */
    RecordData(SlicingParserFactory parsers, RecordMessage message) {
        this.parsers = parsers;
        this.message = message;
    }

    /**
     * Notes the fields of an object.
     *
     * @param start its opening brace
     * @param end how far it may reach
     * @return its closing brace
     */
    int locate(byte[] bytes, int start, int end, FieldFinder finder) throws IOException {
        scanner.walkOver(bytes, end);
        message.reset(finder.layout(), bytes);
        finder.begin();
        int at = scanner.blanks(start + 1);
        if (scanner.peek(at) != '}') {
            at = field(at, finder);
        }
        while (scanner.peek(at) != '}') {
            at = field(scanner.afterComma(at), finder);
        }
        return at;
    }

    private int field(int quote, FieldFinder finder) throws IOException {
        int index = finder.expectedAt(scanner.bytes(), quote, scanner.end());
        int nameEnd;
        if (index == FieldFinder.UNKNOWN) {
            nameEnd = scanner.name(quote);
            index = finder.lookUp(name(scanner.bytes(), quote, nameEnd));
        } else {
            nameEnd = quote + finder.quotedLength(index);
        }
        int value = scanner.afterColon(nameEnd);
        int end = scanner.value(value);
        if (index != FieldFinder.UNKNOWN) {
            note(index, scanner.bytes(), value, end);
        }
        return scanner.blanks(end);
    }

    private void note(int index, byte[] bytes, int start, int end) {
        message.spelling(index, scanner.isVerbatim(), scanner.isPlainJson());
        switch (bytes[start]) {
            case '"' -> message.field(index, Token.STRING, start + 1, end - 1);
            case '{' -> message.field(index, Token.OBJECT, start, end);
            case '[' -> message.field(index, Token.ARRAY, start, end);
            case 't' -> message.field(index, Token.TRUE, start, end);
            case 'f' -> message.field(index, Token.FALSE, start, end);
            case 'n' -> message.field(index, Token.NULL, start, end);
            case 'N', 'I' -> message.field(index, Token.NON_FINITE, start, end);
            case '-' -> message.field(index, bytes[start + 1] == 'I' ? Token.NON_FINITE : Token.NUMBER, start, end);
            default -> message.field(index, Token.NUMBER, start, end);
        }
    }

    private String name(byte[] bytes, int quote, int end) throws IOException {
        for (int i = quote; i < end; i++) {
            if (bytes[i] == '\\') {
                return unescaped(bytes, quote, end);
            }
        }
        return new String(bytes, quote + 1, end - quote - 2, StandardCharsets.UTF_8);
    }

    private String unescaped(byte[] bytes, int quote, int end) throws IOException {
        try (SlicingParser parser = parsers.over(bytes, quote, end)) {
            parser.nextToken();
            return RecordLayout.whole(parser.getText());
        }
    }
}
