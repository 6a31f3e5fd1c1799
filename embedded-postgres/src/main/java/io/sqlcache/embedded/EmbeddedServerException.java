package io.sqlcache.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded server could not be started or stopped; the message says why and what to do. */
public final class EmbeddedServerException extends RuntimeException {

    EmbeddedServerException(String message) {
        this(message, null);
    }

    EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
