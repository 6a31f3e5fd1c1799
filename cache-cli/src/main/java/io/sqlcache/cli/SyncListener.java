package io.sqlcache.cli;

import io.sqlcache.api.Secret;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteProgress;
import io.sqlcache.cli.source.SourceListener;
import io.sqlcache.cli.terminal.ProgressDisplay;

/**
 * Shows how far a sync has come and what its source logs.
 *
 * @param source where that goes
 * @param progress where progress is shown
 */
record SyncListener(SourceListener source, ProgressDisplay progress) implements WriteListener {

    @Override
    public void progressed(WriteProgress soFar) {
        progress.show(soFar);
    }

    @Override
    public void sourceConfigured(Secret config) {
        source.configured(config);
    }

    @Override
    public void sourceLogged(String level, String message) {
        source.logged(level, message);
    }
}
