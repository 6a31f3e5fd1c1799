package io.sqlcache.core.message;

import io.sqlcache.core.message.Message.Skipped;

/** Why lines are skipped, in words that can be counted: names of the input are cut to a bounded length. */
final class SkipReason {

    static final Skipped NO_OBJECT = new Skipped("line that is not a JSON object");
    static final Skipped NO_TYPE = new Skipped("JSON object without a message type");
    static final Skipped NO_LOG = new Skipped("LOG without a message");
    static final Skipped NO_TRACE_TYPE = new Skipped("TRACE without a type");
    static final Skipped NO_STATUS = new Skipped("STREAM_STATUS without a stream or a known status");

    private static final int LONGEST_NAME = 100;

    private SkipReason() {}

    static Skipped unknownType(String type) {
        return new Skipped("message of unknown type " + quoted(type));
    }

    static Skipped unknownTraceType(String type) {
        return new Skipped("TRACE of unknown type " + quoted(type));
    }

    /** The name in quotes, short and on one line. */
    static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        name.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) ? 0xFFFD : c)
                .forEach(text::appendCodePoint);
        boolean cut = name.codePointCount(0, name.length()) > LONGEST_NAME;
        return text.append(cut ? "...\"" : "\"").toString();
    }
}
