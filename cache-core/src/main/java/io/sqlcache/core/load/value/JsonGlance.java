package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ValueLimits;
import java.util.Arrays;

/**
 * Sees at a glance that a JSON value is storable as it stands, which nearly every one is. Does not tell strings from what is
 * between them: a look-alike in a string only means that {@link CleanJson} has to read the value.
 */
final class JsonGlance {

    private static final int DOUBTFUL = -1;

    private static final byte PLAIN = 0;
    private static final byte OPEN = 1;
    private static final byte BACKSLASH = 2;
    private static final byte EXPONENT = 3;
    private static final byte CAPITAL = 4;
    private static final byte WIDE = 5;
    private static final byte CONTROL = 6;

    private static final byte[] KINDS = kinds();

    private final int depth;
    private final long length;

    JsonGlance(ValueLimits.Json limits, JsonSize size) {
        int digits = Math.min(limits.numbers().integerDigits(), limits.numbers().fractionDigits());
        this.depth = limits.depth();
        this.length = Math.min(digits, size.certain());
    }

    /** Whether nothing in the value needs a closer look. */
    boolean isStorable(byte[] in, int from, int to) {
        // A shorter value has no number with too many digits, and is not too large.
        if (to - from > length) {
            return false;
        }

        int opened = 0;
        int i = from;

        while (i >= 0 && i < to) {
            byte kind = KINDS[in[i] & 0xff];
            opened += kind == OPEN ? 1 : 0;
            i = kind <= OPEN ? i + 1 : afterNotable(kind, in, i, to);
        }

        return i >= 0 && opened <= depth;
    }

    private static int afterNotable(byte kind, byte[] in, int at, int to) {
        return switch (kind) {
            case BACKSLASH -> at + 1 < to && in[at + 1] > ' ' && in[at + 1] != 'u' ? at + 2 : DOUBTFUL;
            case EXPONENT -> at == 0 || in[at - 1] < '0' || in[at - 1] > '9' ? at + 1 : DOUBTFUL;
            case CAPITAL -> startsWith(in, at, to, 'a', 'N') || startsWith(in, at, to, 'n', 'f') ? DOUBTFUL : at + 1;
            case WIDE -> afterWide(in, at, to);
            default -> DOUBTFUL;
        };
    }

    private static int afterWide(byte[] in, int at, int to) {
        int length = Utf8.sequence(in, at, to);

        return length > 0 ? at + length : DOUBTFUL;
    }

    /** Whether NaN or Infinity may begin with this capital. */
    private static boolean startsWith(byte[] in, int at, int to, char second, char third) {
        return at + 2 < to && in[at + 1] == second && in[at + 2] == third;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, PLAIN);
        Arrays.fill(kinds, 0, ' ', CONTROL);
        Arrays.fill(kinds, 0x80, 0x100, WIDE);
        kinds['['] = OPEN;
        kinds['{'] = OPEN;
        kinds['\\'] = BACKSLASH;
        kinds['e'] = EXPONENT;
        kinds['E'] = EXPONENT;
        kinds['N'] = CAPITAL;
        kinds['I'] = CAPITAL;

        return kinds;
    }
}
