package io.sqlcache.core.message;

/**
 * One record, found but not yet decoded: where each field's value stands in the line. One instance is used again for every
 * record; valid until the reader goes on.
 */
public final class RecordMessage implements Message {

    /** What a field's value is. */
    public enum Token {
        ABSENT,
        NULL,
        TRUE,
        FALSE,
        /** A JSON number; the range is its literal. */
        NUMBER,
        /** A token that is no JSON: NaN, Infinity, -Infinity; the range is its text. */
        NON_FINITE,
        /** A string; the range is what stands between the quotes, escapes included. */
        STRING,
        /** An object; the range is its raw text with the braces. */
        OBJECT,
        /** An array; the range is its raw text with the brackets. */
        ARRAY
    }

    // TO BE FILLED IN by the reader's author; the accessors are the contract.
}
