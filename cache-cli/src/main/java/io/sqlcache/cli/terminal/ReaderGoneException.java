package io.sqlcache.cli.terminal;

import java.io.IOException;

/** Nobody reads what is written any more. */
public final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1;

    /** With what the system said, in whatever language. */
    public ReaderGoneException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
