package io.sqlcache.core.message;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the index of each field of a record.
 *
 * <p>Records of a stream mostly have their fields in the same order, so the field that followed last time is compared in place
 * first; only if it is another is its name read and looked up.
 */
final class FieldFinder {

    static final int UNKNOWN = -1;

    /** Ends no input, so nothing is taken for it. */
    private static final byte[] NEVER = {};

    private final RecordLayout layout;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** Each name in quotes as it is mostly spelt; at the end, what follows the last field: none. */
    private final byte[][] quoted;

    /** The field that followed each field last time; at the end, the field that came first. */
    private final int[] followers;

    private int previous;

    FieldFinder(RecordLayout layout) {
        List<String> fields = layout.fields();
        this.layout = layout;
        this.quoted = new byte[fields.size() + 1][];
        this.followers = new int[fields.size() + 1];
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i);
            indexes.put(name, i);
            quoted[i] = inQuotes(name);
            followers[i] = i + 1;
        }
        quoted[fields.size()] = NEVER;
    }

    private static byte[] inQuotes(String name) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(name);
        byte[] quoted = new byte[escaped.length + 2];
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[0] = '"';
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    RecordLayout layout() {
        return layout;
    }

    /** Begins with the first field of an object. */
    void begin() {
        previous = followers.length - 1;
    }

    /** The index of the field that followed last time, if its name stands here; else {@link #UNKNOWN}. */
    int expectedAt(byte[] bytes, int quote, int end) {
        int expected = followers[previous];
        byte[] name = quoted[expected];
        if (name == NEVER
                || name.length > end - quote
                || !Arrays.equals(bytes, quote, quote + name.length, name, 0, name.length)) {
            return UNKNOWN;
        }
        previous = expected;
        return expected;
    }

    /** How long a name that was expected is, with its quotes. */
    int quotedLength(int index) {
        return quoted[index].length;
    }

    /** The index of a field that was not expected here; {@link #UNKNOWN} if the layout does not have it. */
    int lookUp(String name) {
        Integer found = indexes.get(name);
        if (found == null) {
            return UNKNOWN;
        }
        followers[previous] = found;
        previous = found;
        return found;
    }
}
