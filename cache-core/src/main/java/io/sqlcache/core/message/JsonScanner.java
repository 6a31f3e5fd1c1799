package io.sqlcache.core.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks over JSON values, checking the grammar and making nothing of them: most bytes of most inputs only pass here.
 *
 * <p>Takes what Jackson takes, {@code NaN} and {@code Infinity} included, and besides: nesting of any depth, and names that
 * are half a surrogate pair. Positions are indexes of the array. An error never quotes the data.
 */
final class JsonScanner {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int USUAL_DEPTH = RecordMessage.PLAIN_DEPTH;
    private static final int NOTHING = -1;

    private byte[] bytes;
    private int end;
    private boolean escaped;
    private boolean odd;

    JsonScanner(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Walks over other bytes from now on. */
    void walkOver(byte[] otherBytes, int otherEnd) {
        bytes = otherBytes;
        end = otherEnd;
    }

    byte[] bytes() {
        return bytes;
    }

    /** How far it walks. */
    int end() {
        return end;
    }

    /** The byte after the value that begins here. */
    int value(int start) throws MalformedMessage {
        escaped = false;
        odd = false;
        int first = peek(start);
        return first == '{' || first == '[' ? nested(start) : scalar(start);
    }

    /** Whether the string that is the {@link #value} just walked over is {@link RecordMessage#isVerbatim verbatim}. */
    boolean isVerbatim() {
        return !escaped && !odd;
    }

    /** Whether the {@link #value} just walked over is {@link RecordMessage#isPlainJson plain JSON}. */
    boolean isPlainJson() {
        return !odd;
    }

    /** The first byte from here that is not blank. */
    int blanks(int start) {
        int at = start;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The byte at this place; negative if that is after the end, or not ASCII. */
    int peek(int at) {
        return at < end ? bytes[at] : NOTHING;
    }

    /** The byte after the field name whose quote is here. */
    int name(int start) throws MalformedMessage {
        if (peek(start) != '"') {
            throw unexpected(start, "a field name in quotes");
        }
        return string(start);
    }

    /** Where the value begins after a field name that ends here. */
    int afterColon(int nameEnd) throws MalformedMessage {
        int colon = blanks(nameEnd);
        if (peek(colon) != ':') {
            throw unexpected(colon, "a colon after the field name");
        }
        return blanks(colon + 1);
    }

    private int string(int start) throws MalformedMessage {
        int at = start + 1;
        while (true) {
            at = plain(at);
            int here = peek(at);
            if (here == '"') {
                return at + 1;
            }
            if (here == '\\') {
                escaped = true;
                at = escape(at);
            } else if (at == end) {
                throw unexpected(at, "");
            } else if (here >= 0) {
                throw new MalformedMessage("it is not valid JSON: a control character is not escaped", at);
            } else {
                at = sequences(at);
            }
        }
    }

    private int nested(int start) throws MalformedMessage {
        byte[] closing = new byte[USUAL_DEPTH];
        int depth = 0;
        int at = start;
        do {
            int value = depth > 0 && closing[depth - 1] == '}' ? afterColon(name(at)) : at;
            int first = peek(value);
            if (first == '{' || first == '[') {
                if (depth == closing.length) {
                    closing = Arrays.copyOf(closing, depth * 2);
                    odd = true;
                }
                closing[depth++] = (byte) (first + 2); // the closing bracket's code
                at = blanks(value + 1);
                if (peek(at) != closing[depth - 1]) {
                    continue;
                }
            } else {
                at = blanks(scalar(value));
            }
            while (depth > 0 && peek(at) == closing[depth - 1]) {
                depth--;
                at = depth == 0 ? at + 1 : blanks(at + 1);
            }
            if (depth > 0) {
                at = afterComma(at);
            }
        } while (depth > 0);
        return at;
    }

    /** Where the next entry of an object or array begins. */
    int afterComma(int at) throws MalformedMessage {
        if (peek(at) != ',') {
            throw unexpected(at, "a comma or a closing bracket");
        }
        return blanks(at + 1);
    }

    private int scalar(int start) throws MalformedMessage {
        return switch (peek(start)) {
            case '"' -> string(start);
            case 't' -> literal(start, "true");
            case 'f' -> literal(start, "false");
            case 'n' -> literal(start, "null");
            case 'N' -> noJson(start, "NaN");
            case 'I' -> noJson(start, "Infinity");
            case '-' -> peek(start + 1) == 'I' ? noJson(start + 1, "Infinity") : number(start + 1);
            default -> number(start);
        };
    }

    private int noJson(int start, String word) throws MalformedMessage {
        odd = true;
        return literal(start, word);
    }

    private int literal(int start, String word) throws MalformedMessage {
        for (int i = 0; i < word.length(); i++) {
            if (peek(start + i) != word.charAt(i)) {
                throw unexpected(start + i, "a value");
            }
        }
        return start + word.length();
    }

    /** The byte after a number, from after its sign. */
    private int number(int start) throws MalformedMessage {
        int at = peek(start) == '0' ? start + 1 : digits(start, "a value");
        if (peek(at) == '.') {
            at = digits(at + 1, "a digit");
        }
        if (peek(at) == 'e' || peek(at) == 'E') {
            odd = true;
            at++;
            at = digits(peek(at) == '+' || peek(at) == '-' ? at + 1 : at, "a digit");
        }
        return at;
    }

    private int digits(int start, String expected) throws MalformedMessage {
        int at = start;
        while (at < end && isDigit(bytes[at])) {
            at++;
        }
        if (at == start) {
            throw unexpected(at, expected);
        }
        return at;
    }

    /** The first byte of a string that is not plain: a quote, a backslash, a control character, or not ASCII. */
    private int plain(int start) {
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long eight = (long) LONG.get(bytes, at);
            long quotes = eight ^ ONES * '"';
            long backslashes = eight ^ ONES * '\\';
            // A borrow may mark a byte wrongly, but only above one that is marked rightly.
            long marks = ((quotes - ONES) | (backslashes - ONES) | (eight - ONES * ' ') | eight) & HIGH_BITS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >> 3);
            }
        }
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private int escape(int start) throws MalformedMessage {
        switch (peek(start + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return start + 2;
            }
            case 'u' -> {
                odd = true;
                for (int at = start + 2; at < start + 6; at++) {
                    if (Character.digit(peek(at), 16) < 0) {
                        throw unexpected(at, "a hexadecimal digit");
                    }
                }
                return start + 6;
            }
            default -> throw unexpected(start + 1, "an escaped character");
        }
    }

    /** Passes over characters that are not ASCII. Takes what Jackson takes, and notes what is no UTF-8. */
    private int sequences(int start) throws MalformedMessage {
        int at = start;
        while (at < end && bytes[at] < 0) {
            int lead = bytes[at] & 0xFF;
            int length = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
            for (int i = 1; i < length; i++) {
                if (at + i >= end || (bytes[at + i] & 0xC0) != 0x80) {
                    length = 0;
                }
            }
            if (length == 0) {
                throw new MalformedMessage("it is not valid UTF-8", at);
            }
            odd |= isNoUtf8(lead, bytes[at + 1] & 0xFF);
            at += length;
        }
        return at;
    }

    /** Whether a sequence that begins so is longer than it has to be, half a surrogate pair, or beyond U+10FFFF. */
    private static boolean isNoUtf8(int lead, int second) {
        return switch (lead) {
            case 0xC0, 0xC1, 0xF5, 0xF6, 0xF7 -> true;
            case 0xE0 -> second < 0xA0;
            case 0xED -> second >= 0xA0;
            case 0xF0 -> second < 0x90;
            case 0xF4 -> second >= 0x90;
            default -> false;
        };
    }

    private MalformedMessage unexpected(int at, String expected) {
        return at >= end
                ? new MalformedMessage("it ends in the middle of the message", end)
                : new MalformedMessage("it is not valid JSON: expected " + expected, at);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
