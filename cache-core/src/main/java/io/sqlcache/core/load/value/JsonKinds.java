package io.sqlcache.core.load.value;

import io.sqlcache.core.message.RecordMessage.Token;

/** Which kinds of JSON values a field may have. */
enum JsonKinds {
    ANY,
    BOOLEANS,
    OBJECTS,
    ARRAYS;

    /** Whether values of this token belong to the field. NaN and Infinity are no JSON and never do. */
    boolean has(Token token) {
        return switch (this) {
            case ANY -> token != Token.NON_FINITE;
            case BOOLEANS -> token == Token.TRUE || token == Token.FALSE;
            case OBJECTS -> token == Token.OBJECT;
            case ARRAYS -> token == Token.ARRAY;
        };
    }
}
