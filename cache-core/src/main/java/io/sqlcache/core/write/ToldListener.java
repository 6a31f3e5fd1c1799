package io.sqlcache.core.write;

import io.sqlcache.api.CommittedState;
import io.sqlcache.api.Secret;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteProgress;
import org.jspecify.annotations.Nullable;

/** Passes everything on, and knows what the listener threw: that ends the write, whatever it looks like. Not thread-safe. */
final class ToldListener implements WriteListener {

    private final WriteListener listener;
    private @Nullable Throwable thrown;

    ToldListener(WriteListener listener) {
        this.listener = listener;
    }

    /** Whether this failure is the listener's. */
    boolean threw(Throwable failure) {
        return failure == thrown;
    }

    @Override
    public void stateCommitted(CommittedState state) {
        tell(() -> listener.stateCommitted(state));
    }

    @Override
    public void progressed(WriteProgress progress) {
        tell(() -> listener.progressed(progress));
    }

    @Override
    public void sourceLogged(String level, String message) {
        tell(() -> listener.sourceLogged(level, message));
    }

    @Override
    public void sourceConfigured(Secret config) {
        tell(() -> listener.sourceConfigured(config));
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        }
    }
}
