package io.sqlcache.core.write;

import io.sqlcache.api.WriteListener;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.commit.CommitDecision;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.load.StreamRouter;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.RecordMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** Reads messages and does to tables and states what they say; the same however often they are read. Not thread-safe. */
final class Landing {

    private final MessageReader reader;
    private final StreamRouter router;
    private final RefusedStreams refused;
    private final CommitDecision decision;
    private final Recovery recovery;
    private final WriteListener listener;
    private final StreamStatuses statuses = new StreamStatuses();
    private final Warnings warnings = new Warnings();
    private final RecordCounts counts = new RecordCounts(warnings);
    private final StrayRecords strays;
    private long bytesBefore;
    private boolean toldOfUnits;

    /**
     * Of one write.
     *
     * @param refused the streams whose records are passed over
     * @param recovery knows what is read again
     * @param listener hears what the source logs
     */
    Landing(
            MessageReader reader,
            StreamRouter router,
            RefusedStreams refused,
            CommitDecision decision,
            Recovery recovery,
            WriteListener listener) {
        this.reader = reader;
        this.router = router;
        this.refused = refused;
        this.decision = decision;
        this.recovery = recovery;
        this.listener = listener;
        this.strays = new StrayRecords(router);
        router.loads().forEach(load -> load.tables().plan().stream().oddities().forEach(warnings::tell));
    }

    /** What the source said of its streams. */
    StreamStatuses statuses() {
        return statuses;
    }

    /** What came of streams that the catalog does not have. */
    StrayRecords strays() {
        return strays;
    }

    /** What was skipped. */
    Warnings warnings() {
        return warnings;
    }

    /**
     * Reads the next message, which is to be {@link #land landed} next.
     *
     * @param patience how long it may take to come
     * @return the message; IDLE if none came in time
     */
    Message read(Duration patience) throws InterruptedException {
        bytesBefore = reader.inputBytes();
        return reader.next(patience);
    }

    /** Does what the message says: a record is written, a state or a status may lead to a commit. */
    void land(Message message) throws SQLException {
        if (message instanceof RecordMessage record) {
            if (reader.tookOtherUnits() && !toldOfUnits) {
                tellOfUnits(record);
            }
            if (!refused.has(record.layout().stream())) {
                router.write(record, reader.inputBytes() - bytesBefore, reader.lineNumber());
            } else if (!recovery.isReadAgain()) {
                refused.skip(record.layout().stream());
            }
        } else if (message instanceof Message.Reported reported) {
            hear(reported.state());
            hear(reported.said());
        } else {
            hear(message);
        }
    }

    private void hear(Message message) throws SQLException {
        if (!recovery.isReadAgain()) {
            note(message);
        }
        take(message);
    }

    private void tellOfUnits(RecordMessage record) {
        toldOfUnits = true;
        warnings.tell(
                "the \"emitted_at\" of records is in micro- or nanoseconds instead of milliseconds, first of stream \"%s\": it is read as that"
                        .formatted(record.layout().stream()));
    }

    /** Notes how the source has ended, at the end of input; however often that is reached. */
    void sourceEnded() {
        statuses.sourceEnded(reader.sourceEnding(), reader.lineNumber() + 1, router.loads());
    }

    /** What a message means apart from the database, however often it is read. */
    private void note(Message message) {
        if (message instanceof Message.StreamStatus status) {
            statuses.statusArrived(status, reader.lineNumber());
            if (router.load(status.stream()) == null && !refused.has(status.stream())) {
                warnings.count("statuses of streams that the catalog does not have");
            }
        } else if (message instanceof Message.SourceError error) {
            statuses.errorArrived(error, reader.lineNumber(), router.loads());
        } else if (message instanceof Message.SourceLog log) {
            listener.sourceLogged(log.level(), log.message());
        } else if (message instanceof Message.SourceConfig config) {
            listener.sourceConfigured(config.json());
        } else if (message instanceof Message.Stray stray) {
            strays.dropped(stray.stream(), reader.lineNumber());
            warnings.count("record of unknown stream " + stray.quoted());
        } else if (message instanceof Message.Skipped skipped) {
            warnings.count(skipped.reason());
        }
    }

    private void take(Message message) throws SQLException {
        if (message instanceof Message.State state) {
            take(state);
        } else if (message instanceof Message.StreamStatus status) {
            StreamLoad load = router.load(status.stream());
            if (load != null
                    && statuses.completes(status, reader.lineNumber())
                    && !strays.isMisspelt(load.id(), reader.lineNumber())) {
                decision.streamCompleted(load);
            }
        }
    }

    private void take(Message.State state) throws SQLException {
        if (strays.withholds(state, reader.lineNumber())) {
            return;
        }
        OptionalLong records = decision.stateArrived(state);
        if (records.isPresent() && !recovery.isReadAgain()) {
            counts.compare(state, records.getAsLong(), reader.lineNumber());
        }
    }
}
