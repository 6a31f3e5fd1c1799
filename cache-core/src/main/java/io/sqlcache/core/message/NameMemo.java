package io.sqlcache.core.message;

import java.io.IOException;
import java.util.Arrays;

/** Reads names that mostly are the same as the one before without decoding them again. */
final class NameMemo {

    private byte[] raw = {};
    private String name = "";

    /** The string that has just begun, which must be one. */
    String read(SlicingParser parser) throws IOException {
        if (!parser.isSpelt(raw)) {
            int start = parser.tokenStart() + 1;
            name = parser.getText();
            raw = Arrays.copyOfRange(parser.bytes(), start, parser.tokenEnd() - 1);
        }
        return name;
    }
}
