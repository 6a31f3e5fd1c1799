package io.sqlcache.core.message;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.SourceEnding;
import io.sqlcache.core.message.Message.Ignored;
import io.sqlcache.core.message.Message.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lines to messages, one by one. Not thread-safe.
 *
 * <p>Unknown message types and lines that are no JSON objects are {@link Message.Skipped}; empty lines are
 * {@link Ignored}; a line that begins like a message and is none fails, and so does one that is no text in UTF-8.
 */
public final class MessageReader implements AutoCloseable {

    private static final Ignored EMPTY_LINE = new Ignored();
    private static final long MOST_MEMORY = 16L << 20;
    private static final int SHARE_OF_MEMORY = 16;

    private final ReplayableLines lines;
    private final MessageParser parser;
    private boolean sentMessages;

    /**
     * Reads the lines of the source; nobody else may ask it for lines meanwhile.
     *
     * @param layouts the expected streams
     */
    MessageReader(ReplayableLines lines, Collection<RecordLayout> layouts, StreamMatching matching) {
        this.lines = lines;
        this.parser = new MessageParser(layouts, matching);
    }

    /**
     * Begins to read an input, on a thread of its own; nothing of it is kept.
     *
     * @param input stays the caller's: it is never closed
     * @param layouts the expected streams; records of others are {@link Message.Stray}
     */
    public static MessageReader of(InputStream input, Collection<RecordLayout> layouts) {
        return of(input, () -> SourceEnding.UNKNOWN, layouts, StreamMatching.EXACT, 0, Path.of(""));
    }

    /**
     * Begins to read an input, on a thread of its own, and keeps what may have to be read again.
     *
     * @param inquiry asked when the input has ended
     * @param layouts the expected streams; records of others are {@link Message.Stray}
     * @param matching which of them one that the source names is
     * @param replayLimit how many bytes are kept at most
     * @param folder where they are kept beyond some in memory
     */
    public static MessageReader of(
            InputStream input,
            SourceEnding.Inquiry inquiry,
            Collection<RecordLayout> layouts,
            StreamMatching matching,
            long replayLimit,
            Path folder) {
        long memory = Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
        return new MessageReader(
                new ReplayableLines(
                        new LineReader(InputPump.start(input, inquiry)), new KeptLines(replayLimit, memory, folder)),
                layouts,
                matching);
    }

    /** Lets lines be forgotten: those before the line that this tells. */
    public void keepFrom(LongSupplier firstLine) {
        lines.kept().neededFrom(firstLine);
    }

    /** Whether more lines have to be kept than is good, so that whoever needs early ones should do something about it. */
    public boolean isRoomWanted() {
        return lines.isRoomWanted();
    }

    /** Forgets lines that are not needed any more; answers {@link #isRoomWanted}, which is not asked again soon. */
    public void makeRoom() {
        lines.kept().roomWasAskedFor();
    }

    /** Whether all lines from this one on can be read again. */
    public boolean canReplayFrom(long line) {
        return lines.kept().isKept(line);
    }

    /** Why no more lines could be kept although the limit allows it; empty if that was never so. */
    public Optional<String> keepingFailure() {
        return lines.kept().fileFailure();
    }

    /** Lets {@link #next} begin with the message on this line again, which {@link #canReplayFrom can be}. */
    public void replayFrom(long line) {
        lines.replayFrom(line);
    }

    /**
     * The next message.
     *
     * @param idle how long to wait for it at most; then {@link Signal#IDLE}
     * @return a message valid until the next call; {@link Signal#END_OF_INPUT} at the end, again and again
     * @throws InterruptedException if this thread is interrupted, before or while it waits; asking again loses nothing
     * @throws CacheException of kind DATA, naming the line, if it is broken, or the input fails; nothing of what the line holds
     *     is said
     */
    public Message next(Duration idle) throws InterruptedException {
        return switch (lines.next(idle)) {
            case IDLE -> Signal.IDLE;
            case END -> Signal.END_OF_INPUT;
            case LINE -> message();
        };
    }

    /** How the source has ended, at the end of input. One that printed nothing like a message did not end well. */
    public SourceEnding sourceEnding() {
        SourceEnding ending = lines.ending();
        return ending.kind() == SourceEnding.Kind.CLEAN && !sentMessages
                ? SourceEnding.failed("it printed no message of the Airbyte protocol")
                : ending;
    }

    /** Whether the {@code emitted_at} of a record so far was in micro- or nanoseconds. */
    public boolean tookOtherUnits() {
        return parser.tookOtherUnits();
    }

    /** The number of the line that the last message stood on, from 1. */
    public long lineNumber() {
        return lines.number();
    }

    /** The bytes of the input up to the end of that line. */
    public long inputBytes() {
        return lines.bytesRead();
    }

    /** How long this thread has waited for input so far, in nanoseconds. */
    public long nanosWaited() {
        return lines.nanosWaited();
    }

    /** Ends the reading, not the input. */
    @Override
    public void close() {
        lines.close();
    }

    private Message message() {
        byte[] bytes = lines.bytes();
        int start = lines.start();
        int end = lines.end();
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        if (start == end) {
            return EMPTY_LINE;
        }
        if (!beginsLikeAnObject(bytes, start, end)) {
            if (WideText.is(bytes, lines.start(), end)) {
                throw WideText.failure(lines.number());
            }
            return SkipReason.NO_OBJECT;
        }
        sentMessages = true;
        try {
            return parser.parse(bytes, start, end);
        } catch (IOException e) {
            throw BrokenLine.of(lines, e);
        }
    }

    /** Whether a name or the end follows the brace, as in JSON: a Python dictionary that was printed for people begins otherwise. */
    private static boolean beginsLikeAnObject(byte[] bytes, int start, int end) {
        if (bytes[start] != '{') {
            return false;
        }
        int next = start + 1;
        while (next < end && isBlank(bytes[next])) {
            next++;
        }
        return next == end || bytes[next] == '"' || bytes[next] == '}';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
