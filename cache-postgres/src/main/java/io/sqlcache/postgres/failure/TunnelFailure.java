package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException.Kind;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tunnel is not there; its message says which, why and what to do, and begins with "the SSH server". */
public final class TunnelFailure extends IOException {

    private final Kind kind;

    /** A failure that this kind of person can act on. */
    public TunnelFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The failure of a tunnel that caused this one. */
    static Optional<TunnelFailure> causeOf(Throwable failure) {
        return SqlStates.chain(failure)
                .filter(TunnelFailure.class::isInstance)
                .map(TunnelFailure.class::cast)
                .findFirst();
    }

    /** Who can act. */
    Kind kind() {
        return kind;
    }
}
