package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.message.RecordMessage;
import java.util.Arrays;

/**
 * A JSON value as a JSON column can hold it: the raw text as it stands in the line if it can be stored so, with numbers as
 * they are spelled. Characters that cannot be stored become U+FFFD, in keys too.
 *
 * <p>The value is known to be JSON, but for NaN and Infinity. Not thread-safe.
 */
public final class CleanJson {

    private static final byte PLAIN = 0;
    private static final byte QUOTE = 1;
    private static final byte DIGIT = 2;
    private static final byte OPEN = 3;
    private static final byte CLOSE = 4;
    private static final byte FOREIGN = 5;

    /** In place of an index: the number there is beyond what a JSON column holds. */
    private static final int BEYOND = -1;

    private static final byte[] OUTSIDE = outside();
    private static final boolean[] ORDINARY = ordinary();
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final ValueLimits.Json limits;
    private final JsonSize size;
    private final PatchedSlice slice;
    private final int ordinaryDigits;
    private final long plainLength;
    private final DecimalText number = new DecimalText();

    private boolean replaced;

    /** For the JSON columns of a database. */
    public CleanJson(ValueLimits limits) {
        this.limits = limits.json();
        this.size = new JsonSize(this.limits);
        this.slice = new PatchedSlice(limits.valueBytes());
        this.ordinaryDigits = Math.min(
                this.limits.numbers().integerDigits(), this.limits.numbers().fractionDigits());
        this.plainLength = this.limits.depth() < RecordMessage.PLAIN_DEPTH
                ? -1
                : Math.min(Math.min(ordinaryDigits, size.certain()), limits.valueBytes());
    }

    /**
     * Whether no value of this length that is {@link RecordMessage#isPlainJson plain} needs to be read: it has no number with too many digits,
     * is not nested too deeply and not too large.
     */
    boolean isStorableIfPlain(int length) {
        return length <= plainLength;
    }

    /** Reads a value; the result is to be had unless it {@link Fit#nulls() nulls}. */
    public Fit clean(byte[] in, int from, int to) {
        slice.begin(in, from);
        replaced = false;
        int depth = 0;
        int i = from;

        while (i < to) {
            switch (OUTSIDE[in[i] & 0xff]) {
                case QUOTE -> i = string(in, i + 1, to);
                case DIGIT -> {
                    i = number(in, i, to);

                    if (i < 0) {
                        return Fit.OVERFLOW;
                    }
                }
                case OPEN -> {
                    if (++depth > limits.depth()) {
                        return Fit.OVERFLOW;
                    }

                    i++;
                }
                case CLOSE -> {
                    depth--;
                    i++;
                }
                case FOREIGN -> {
                    return Fit.MISFIT;
                }
                default -> i++;
            }
        }

        return finish(to);
    }

    private Fit finish(int to) {
        if (!slice.finish(to) || !size.isStorable(slice.bytes(), slice.start(), slice.end())) {
            return Fit.OVERFLOW;
        }

        return replaced ? Fit.REPLACED : Fit.EXACT;
    }

    /** What the result's range points into. */
    public byte[] bytes() {
        return slice.bytes();
    }

    /** The first byte of the result. */
    public int start() {
        return slice.start();
    }

    /** The byte after the result. */
    public int end() {
        return slice.end();
    }

    /** Goes through a string, from the byte after its opening quote to the byte after its closing one. */
    private int string(byte[] in, int from, int to) {
        int i = from;

        while (i < to) {
            byte b = in[i];

            if (ORDINARY[b & 0xff]) {
                i++;
            } else if (b == '"') {
                return i + 1;
            } else if (b == '\\') {
                i = escape(in, i, to);
            } else if (b < 0) {
                i = sequence(in, i, to);
            } else {
                i = control(in, i);
            }
        }

        return i;
    }

    private int escape(byte[] in, int at, int to) {
        if (at + 1 >= to || in[at + 1] != 'u') {
            return at + 2;
        }

        int point = UnicodeEscape.codePoint(in, at, to);
        int length = UnicodeEscape.length(point, at, to);

        return point == UnicodeEscape.NONE ? replace(at, length) : at + length;
    }

    private int sequence(byte[] in, int at, int to) {
        int length = Utf8.sequence(in, at, to);

        return length > 0 ? at + length : replace(at, -length);
    }

    /** A lenient reader lets control characters through that a JSON column wants escaped; a NUL it wants not at all. */
    private int control(byte[] in, int at) {
        if (in[at] == 0) {
            return replace(at, 1);
        }

        Scratch out = slice.replace(at, 1);
        out.put('\\');
        out.put('u');
        out.put('0');
        out.put('0');
        out.put(HEX[in[at] >> 4]);
        out.put(HEX[in[at] & 0xf]);

        return at + 1;
    }

    private int replace(int at, int length) {
        replaced = true;
        slice.replace(at, length).put(Utf8.REPLACEMENT);

        return at + length;
    }

    /** Goes through a number. */
    private int number(byte[] in, int from, int to) {
        int i = from + 1;

        while (i < to && (in[i] >= '0' && in[i] <= '9' || in[i] == '.')) {
            i++;
        }

        boolean ordinary = i - from <= ordinaryDigits && (i == to || in[i] != 'e' && in[i] != 'E');

        return ordinary ? i : extremeNumber(in, from, to);
    }

    private int extremeNumber(byte[] in, int from, int to) {
        int i = from;

        while (i < to && isOfNumber(in[i])) {
            i++;
        }

        return number.parse(in, from, i) && number.fits(limits.numbers()) ? i : BEYOND;
    }

    private static boolean isOfNumber(byte b) {
        return OUTSIDE[b & 0xff] == DIGIT || b == '.' || b == 'e' || b == 'E' || b == '+';
    }

    private static byte[] outside() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, FOREIGN);

        for (byte plain : " \t\r\n,:truefalsn".getBytes(US_ASCII)) {
            kinds[plain] = PLAIN;
        }

        Arrays.fill(kinds, '0', '9' + 1, DIGIT);
        kinds['-'] = DIGIT;
        kinds['"'] = QUOTE;
        kinds['['] = OPEN;
        kinds['{'] = OPEN;
        kinds[']'] = CLOSE;
        kinds['}'] = CLOSE;

        return kinds;
    }

    /** What may stand in a string as it is, one byte a character. */
    private static boolean[] ordinary() {
        boolean[] ordinary = new boolean[256];
        Arrays.fill(ordinary, ' ', 0x80, true);
        ordinary['"'] = false;
        ordinary['\\'] = false;

        return ordinary;
    }
}
