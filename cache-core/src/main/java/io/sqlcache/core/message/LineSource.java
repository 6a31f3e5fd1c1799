package io.sqlcache.core.message;

import io.sqlcache.api.SourceEnding;
import java.time.Duration;

/**
 * Gives lines one by one: from an input, or once more from what was kept of it.
 *
 * <p>A line is a range of {@link #bytes}, without its line end, valid until the next call of {@link #next}. Not thread-safe.
 */
interface LineSource extends AutoCloseable {

    /** What a wait for the next line brought. */
    enum Arrival {
        LINE,
        /** No line in that time; asking again is fine and loses nothing. */
        IDLE,
        /** No more lines, now and ever. */
        END
    }

    /**
     * Goes on to the next line.
     *
     * @param idle how long to wait at most; zero does not wait
     * @throws InterruptedException if this thread is interrupted, before or while it waits; asking again loses nothing
     * @throws io.sqlcache.api.CacheException if the input fails or a line is too long to hold
     */
    Arrival next(Duration idle) throws InterruptedException;

    /** What holds the line; not to be changed. */
    byte[] bytes();

    /** The line's first byte. */
    int start();

    /** The byte after the line's last one. */
    int end();

    /** The line's number in the whole input, from 1. */
    long number();

    /** The bytes of the input up to the end of the line, line ends included. */
    long bytesRead();

    /** How long this thread has waited for input so far, in nanoseconds. */
    long nanosWaited();

    /** How the source of the lines has ended; known at their end. */
    SourceEnding ending();

    /** Ends the reading; lines are not to be asked for any more. */
    @Override
    void close();
}
