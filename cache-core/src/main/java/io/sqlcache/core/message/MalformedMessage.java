package io.sqlcache.core.message;

import java.io.IOException;

/** JSON that is no message of the protocol; says what is wrong, never what the data is. */
final class MalformedMessage extends IOException {

    private final int offset;

    MalformedMessage(String reason, int offset) {
        super(reason);
        this.offset = offset;
    }

    /** Where it was found, in the array. */
    int offset() {
        return offset;
    }
}
