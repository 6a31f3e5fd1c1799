package io.sqlcache.cli.source;

import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source prints, in whole lines, and then what its end means: {@code COMPLETE} of the streams that sent no status if the
 * process ended well, else an error of the source. A last line without a line feed counts only if it ended well.
 *
 * <p>The process is started by the first read. For one reading thread; {@link #failure} is for any.
 */
final class SourceMessages extends InputStream {

    private static final int FIRST_BYTES = 1 << 17;

    private final LateProcess late;
    private final StatusSpotter spotter;
    private byte[] bytes = new byte[FIRST_BYTES];
    /** Given away up to here. */
    private int position;
    /** Whole lines up to here. */
    private int whole;
    /** Read up to here. */
    private int filled;

    private boolean ended;
    private volatile @Nullable String failure;

    SourceMessages(LateProcess late, Collection<StreamId> streams) {
        this.late = late;
        this.spotter = new StatusSpotter(streams);
    }

    /** Why the process failed, if it did; known once the end is reached. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == whole) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, whole - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    private void fill() throws IOException {
        if (position > 0) { // else a long line would be moved again and again
            System.arraycopy(bytes, position, bytes, 0, filled - position);
            filled -= position;
            position = 0;
            whole = 0;
        }
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, bytes.length));
        }
        int count = late.process().output().read(bytes, filled, bytes.length - filled);
        if (count < 0) {
            end();
        } else {
            int before = filled;
            filled += count;
            findLines(before);
        }
    }

    private void findLines(int from) {
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                spotter.line(bytes, whole, i);
                whole = i + 1;
            }
        }
    }

    private void end() throws InterruptedIOException {
        Optional<String> reason = ending();
        ended = true;
        if (reason.isPresent()) {
            failure = reason.get();
            append(ClosingMessages.failed(reason.get()), 0);
        } else {
            spotter.line(bytes, 0, filled);
            if (filled > 0) {
                append(new byte[] {'\n'}, filled);
            }
            append(ClosingMessages.completed(spotter.silent()), filled);
        }
    }

    private Optional<String> ending() throws InterruptedIOException {
        try {
            Optional<String> reason = late.process().failure();
            return reason.isEmpty() && spotter.isNoSource()
                    ? Optional.of("it printed no message of the Airbyte protocol")
                    : reason;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the end of the source");
        }
    }

    private void append(byte[] line, int at) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, at + line.length));
        System.arraycopy(line, 0, bytes, at, line.length);
        filled = at + line.length;
        whole = filled;
    }
}
