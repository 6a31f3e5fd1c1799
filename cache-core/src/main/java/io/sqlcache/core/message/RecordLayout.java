package io.sqlcache.core.message;

import io.sqlcache.api.StreamId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fields that the records of a stream may have: what is not listed here is passed over.
 *
 * @param stream whose records these are
 * @param fields the names of the top-level fields of {@code data}, each once, without halves of characters
 */
public record RecordLayout(StreamId stream, List<String> fields) {

    private static final Pattern HALVES = Pattern.compile("\\p{Cs}");

    public RecordLayout {
        fields = List.copyOf(fields);
    }

    /** Text as it stands in layouts: U+FFFD in place of each half of a character, which no database can store; so it is with values. */
    public static String whole(String text) {
        return HALVES.matcher(text).replaceAll("\ufffd");
    }
}
