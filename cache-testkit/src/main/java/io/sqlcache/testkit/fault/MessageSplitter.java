package io.sqlcache.testkit.fault;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Knows where the messages of one connection begin and end; a new one for each connection. */
@FunctionalInterface
public interface MessageSplitter {

    /**
     * Recognises the next message. Called again with more bytes when it gave nothing, otherwise once a message; never by two
     * threads at a time.
     *
     * @param way {@code TO_SERVER} or {@code TO_CLIENT}
     * @param bytes what has come of the message and perhaps of others after it; not empty, read only, valid during the call
     * @return nothing if more bytes are needed to tell
     */
    Optional<Frame> next(Direction way, ByteBuffer bytes);

    /** For protocols that nobody looks into: what arrives together is a message. */
    static MessageSplitter chunks() {
        return (way, bytes) -> Optional.of(new Frame("chunk", 0, bytes.remaining()));
    }

    /**
     * What can be told of a message from its first bytes.
     *
     * @param type a name for messages of its kind
     * @param header the bytes before the content
     * @param length all its bytes, the header included; at least one
     */
    record Frame(String type, int header, long length) {

        /** Checks the numbers. */
        public Frame {
            if (header < 0 || length < 1 || length < header) {
                throw new IllegalArgumentException("No message \"%s\" has %d bytes, %d of them before the content"
                        .formatted(type, length, header));
            }
        }
    }
}
