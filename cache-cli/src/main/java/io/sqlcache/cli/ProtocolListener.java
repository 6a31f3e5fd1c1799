package io.sqlcache.cli;

import io.sqlcache.api.CommittedState;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteProgress;
import io.sqlcache.cli.terminal.ProgressDisplay;

/**
 * Gives committed states back to the platform and shows how far the write has come.
 *
 * @param protocol where states go
 * @param progress where progress is shown
 */
record ProtocolListener(ProtocolOutput protocol, ProgressDisplay progress) implements WriteListener {

    @Override
    public void stateCommitted(CommittedState state) {
        protocol.state(state.message());
    }

    @Override
    public void progressed(WriteProgress soFar) {
        progress.show(soFar);
    }

    @Override
    public void sourceLogged(String level, String message) {
        SourceLog.log(level, message);
    }
}
