package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's UTF-8 parser, which also tells where in the array its tokens stand. It makes no object for a place, and decodes no string
 * that nobody reads.
 */
final class SlicingParser extends UTF8StreamJsonParser {

    SlicingParser(IOContext context, int features, ByteQuadsCanonicalizer symbols, byte[] bytes, int start, int end) {
        super(context, features, null, null, symbols, bytes, start, end, start, false);
    }

    /** Reads a field's value, or leaves it. */
    @FunctionalInterface
    interface FieldVisitor {
        void visit(String name, JsonToken token) throws IOException;
    }

    /** Shows each field of the object that has just begun; what the visitor leaves is passed over. */
    void fields(FieldVisitor visitor) throws IOException {
        for (String name = nextFieldName(); name != null; name = nextFieldName()) {
            visitor.visit(name, nextToken());
            skipChildren();
        }
    }

    /** Passes over the rest of the object or array that has just begun. */
    @Override
    public SlicingParser skipChildren() throws IOException {
        if (currentToken().isStructStart()) {
            JsonScanner scanner = new JsonScanner(_inputBuffer, _inputEnd);
            closeAt(scanner.value(tokenStart()) - 1);
        }
        return this;
    }

    /** Goes on with the bracket here, which closes the object or array that has just begun. */
    void closeAt(int closing) throws IOException {
        _inputPtr = closing;
        nextToken();
    }

    /** Passes over the rest of the value that has just begun. */
    Slice slice() throws IOException {
        int start = tokenStart();
        skipChildren();
        return new Slice(start, tokenEnd());
    }

    /** The string that has just begun; null if it is no string. */
    @Nullable
    String text() throws IOException {
        return currentToken() == JsonToken.VALUE_STRING ? getText() : null;
    }

    /** Where the current token's first byte is, a string's quote. */
    int tokenStart() {
        return (int) _tokenInputTotal - 1;
    }

    /** Where the byte after the current token is; the token is then read or passed over. */
    int tokenEnd() throws IOException {
        if (_tokenIncomplete) {
            _skipString();
        }
        return _inputPtr;
    }

    /** Whether the current token is the string that is spelt like this between its quotes. */
    boolean isSpelt(byte[] raw) {
        int from = tokenStart() + 1;
        int to = from + raw.length;
        return currentToken() == JsonToken.VALUE_STRING
                && to < _inputEnd
                && _inputBuffer[to] == '"'
                && Arrays.equals(_inputBuffer, from, to, raw, 0, raw.length);
    }

    /** What the ranges point into. */
    byte[] bytes() {
        return _inputBuffer;
    }

    /** How far the line reaches. */
    int bytesEnd() {
        return _inputEnd;
    }

    /** Fails if anything follows the value that has just ended. */
    void expectEnd() throws IOException {
        if (nextToken() != null) {
            throw new MalformedMessage("something follows the message's closing brace", tokenStart());
        }
    }
}
