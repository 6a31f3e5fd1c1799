package io.sqlcache.core.write;

import io.sqlcache.core.commit.Checkpoints;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordMessage;
import java.sql.SQLException;

/** What a message does to tables and states; the same however often it is read. Not thread-safe. */
final class Landing {

    private final MessageReader reader;
    private final StreamRouter router;
    private final Checkpoints checkpoints;
    private final StreamStatuses statuses;

    /**
     * Of one write.
     *
     * @param reader of the messages; tells how far
     * @param statuses what the source said so far
     */
    Landing(MessageReader reader, StreamRouter router, Checkpoints checkpoints, StreamStatuses statuses) {
        this.reader = reader;
        this.router = router;
        this.checkpoints = checkpoints;
        this.statuses = statuses;
    }

    /**
     * Writes a record that was read last.
     *
     * @param bytes of input that it was
     */
    void land(RecordMessage record, long bytes) throws SQLException {
        router.write(record, bytes, reader.lineNumber());
    }

    /** Takes in another message that was read last: a state or a status may lead to a commit, others do nothing. */
    void take(Message message) throws SQLException {
        if (message instanceof Message.State state) {
            checkpoints.stateArrived(state);
        } else if (message instanceof Message.StreamStatus status) {
            StreamLoad load = router.load(status.stream());
            if (load != null && statuses.completes(status, reader.lineNumber())) {
                checkpoints.streamCompleted(load);
            }
        }
    }
}
