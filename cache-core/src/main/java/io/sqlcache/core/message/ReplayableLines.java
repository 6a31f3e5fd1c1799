package io.sqlcache.core.message;

import io.sqlcache.api.SourceEnding;
import io.sqlcache.core.message.KeptLines.Chunk;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines of another source that can be had once more, with their numbers, before it goes on. Not thread-safe. */
final class ReplayableLines implements LineSource {

    private final LineSource live;
    private final KeptLines kept;
    private @Nullable Replay replay;

    /** Both are closed with this. */
    ReplayableLines(LineSource live, KeptLines kept) {
        this.live = live;
        this.kept = kept;
    }

    KeptLines kept() {
        return kept;
    }

    /** Lets {@link #next} begin with this line again; one that {@link KeptLines#isKept is kept}. */
    void replayFrom(long line) {
        Replay begun = new Replay(kept);
        begun.skipTo(line);
        replay = begun;
    }

    /** Whether half of the room for lines is in use or lines were lost; not while lines come once more. */
    boolean isRoomWanted() {
        return replay == null && kept.isRoomWanted();
    }

    @Override
    public Arrival next(Duration idle) throws InterruptedException {
        Replay again = replay;
        if (again != null) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (again.next()) {
                return Arrival.LINE;
            }
            replay = null;
        }
        Arrival arrival = live.next(idle);
        if (arrival == Arrival.LINE) {
            kept.add(live);
        }
        return arrival;
    }

    @Override
    public byte[] bytes() {
        return replay == null ? live.bytes() : replay.bytes;
    }

    @Override
    public int start() {
        return replay == null ? live.start() : replay.start;
    }

    @Override
    public int end() {
        return replay == null ? live.end() : replay.end;
    }

    @Override
    public long number() {
        return replay == null ? live.number() : replay.number;
    }

    @Override
    public long bytesRead() {
        return replay == null ? live.bytesRead() : replay.bytesRead;
    }

    @Override
    public long nanosWaited() {
        return live.nanosWaited();
    }

    @Override
    public SourceEnding ending() {
        return live.ending();
    }

    @Override
    public void close() {
        live.close();
        kept.close();
    }

    /** A walk over all lines that are kept. */
    private static final class Replay {
        private static final byte[] NOTHING = {};

        private final KeptLines kept;
        private final Iterator<Chunk> chunks;
        private @Nullable Chunk chunk;
        private long linesLeft;
        private byte[] bytes = NOTHING;
        private int start;
        private int end;
        private long number;
        private long bytesRead;

        private Replay(KeptLines kept) {
            this.kept = kept;
            this.chunks = kept.chunks();
        }

        /** Stands before this line then. */
        private void skipTo(long line) {
            while (chunks.hasNext() && (chunk == null || chunk.firstLine + chunk.lines <= line)) {
                enter(chunks.next());
            }
            while (linesLeft > 0 && number + 1 < line) {
                next();
            }
        }

        private boolean next() {
            if (linesLeft == 0) {
                if (!chunks.hasNext()) {
                    return false;
                }
                enter(chunks.next());
            }
            Chunk current = Objects.requireNonNull(chunk);
            if (current.extraOfOnlyLine >= 0) {
                stand(0, current.length, current.extraOfOnlyLine);
            } else {
                int at = end + KeptLines.HEADER_BYTES;
                stand(at, KeptLines.length(bytes, end), bytes[at - 1]);
            }
            return true;
        }

        private void enter(Chunk next) {
            chunk = next;
            bytes = kept.bytes(next);
            linesLeft = next.lines;
            number = next.firstLine - 1;
            bytesRead = next.bytesBefore;
            end = 0;
        }

        private void stand(int from, int length, int extra) {
            start = from;
            end = from + length;
            number++;
            bytesRead += length + extra;
            linesLeft--;
        }
    }
}
