package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ChangeEntry;

/** How a value came through on its way into its column, and how the row's change entries call that. */
public enum Fit {
    /** As it is. */
    EXACT("", ""),
    /** Written with U+FFFD in place of what no text can hold. */
    REPLACED("TRUNCATED", "DESTINATION_SERIALIZATION_ERROR"),
    /** Written with fewer digits or characters than it has. */
    CUT("TRUNCATED", "DESTINATION_FIELD_SIZE_LIMITATION"),
    /** Null: not of the type. */
    MISFIT(ChangeEntry.NULLED, "DESTINATION_SERIALIZATION_ERROR"),
    /** Null: of the type, but beyond what the column can hold. */
    OVERFLOW(ChangeEntry.NULLED, "DESTINATION_FIELD_SIZE_LIMITATION"),
    /** Null: the row has no room for it. */
    LEFT_OUT(ChangeEntry.NULLED, "DESTINATION_RECORD_SIZE_LIMITATION");

    private final String change;
    private final String reason;

    Fit(String change, String reason) {
        this.change = change;
        this.reason = reason;
    }

    /** The protocol's name of the change; empty for none. */
    public String change() {
        return change;
    }

    /** The protocol's name of the reason; empty for none. */
    public String reason() {
        return reason;
    }

    /** Whether nothing was written, so that the column still needs its null. */
    public boolean nulls() {
        return this == MISFIT || this == OVERFLOW || this == LEFT_OUT;
    }
}
