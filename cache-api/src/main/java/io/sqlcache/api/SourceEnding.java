package io.sqlcache.api;

import java.util.Objects;

/**
 * How a source has ended, for a write that is told so besides the messages: who has started the source's process knows.
 *
 * @param kind what is known
 * @param reason why it has failed, as it follows "the source failed: "; empty unless it has
 */
public record SourceEnding(Kind kind, String reason) {

    /** Nothing is known but that the input has ended. */
    public static final SourceEnding UNKNOWN = new SourceEnding(Kind.UNKNOWN, "");

    /** It ended by itself, and well. */
    public static final SourceEnding CLEAN = new SourceEnding(Kind.CLEAN, "");

    public SourceEnding {
        Objects.requireNonNull(kind, "kind");
        if (reason.isBlank() != (kind != Kind.FAILED)) {
            throw new IllegalArgumentException("an ending has a reason if and only if it is a failure");
        }
    }

    /** It has failed. */
    public static SourceEnding failed(String reason) {
        return new SourceEnding(Kind.FAILED, reason);
    }

    /** What is known of an ending, and what that means for the streams of the source. */
    public enum Kind {
        /** Only the statuses that were sent count. */
        UNKNOWN,
        /** As a process with exit code 0: streams of which no status was sent are complete, but for one that would replace rows by nothing. */
        CLEAN,
        /** Any other way: no further stream is complete, and a last line without a line end was cut and does not count. */
        FAILED
    }

    /** Finds out how a source has ended. */
    @FunctionalInterface
    public interface Inquiry {

        /** Waits for the end, if need be; the input has ended already. */
        SourceEnding await() throws InterruptedException;
    }
}
