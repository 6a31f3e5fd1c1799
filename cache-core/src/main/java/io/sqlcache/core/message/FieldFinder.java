package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the index of each field of a record.
 *
 * <p>Records of a stream mostly have their fields in the same order, so the field that followed last time is compared in place
 * first; only if it is another is its name read and looked up.
 */
final class FieldFinder {

    static final int NO_MORE = -1;
    static final int UNKNOWN = -2;

    private final RecordLayout layout;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** What each name is compared as; null after the last one, and for names that no UTF-8 spells. */
    private final @Nullable SerializedString[] names;

    /** The field that followed each field last time; at the end: the field that came first. */
    private final int[] followers;

    private int previous;

    FieldFinder(RecordLayout layout) {
        List<String> fields = layout.fields();
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        this.layout = layout;
        this.names = new @Nullable SerializedString[fields.size() + 1];
        this.followers = new int[fields.size() + 1];
        for (int i = 0; i < fields.size(); i++) {
            indexes.put(fields.get(i), i);
            names[i] = utf8.canEncode(fields.get(i)) ? new SerializedString(fields.get(i)) : null;
            followers[i] = i + 1;
        }
    }

    RecordLayout layout() {
        return layout;
    }

    /** Begins with the first field of an object. */
    void begin() {
        previous = followers.length - 1;
    }

    /** The index of the next field, {@link #UNKNOWN}, or {@link #NO_MORE} at the end of the object. */
    int next(JsonParser parser) throws IOException {
        int expected = followers[previous];
        SerializedString name = names[expected];
        if (name != null && parser.nextFieldName(name)) {
            previous = expected;
            return expected;
        }
        if (name == null) {
            parser.nextFieldName();
        }
        return parser.currentToken() == JsonToken.FIELD_NAME ? lookUp(parser.currentName()) : NO_MORE;
    }

    private int lookUp(String name) {
        Integer found = indexes.get(name);
        if (found == null) {
            return UNKNOWN;
        }
        followers[previous] = found;
        previous = found;
        return found;
    }
}
