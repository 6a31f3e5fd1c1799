package io.sqlcache.postgres.testing;

import io.sqlcache.testkit.fault.Direction;
import io.sqlcache.testkit.fault.MessageSplitter;
import io.sqlcache.testkit.fault.WireMessage;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * PostgreSQL's messages: a letter for the type, then their length without it. The client's first ones have no letter, and the
 * answer to the question for encryption is a single byte.
 */
public final class PostgresMessages implements MessageSplitter {

    /** Type of the client's messages without a letter: its start, and the questions before. */
    public static final String STARTUP = "startup";

    /** Type of the server's answer to a question for encryption. */
    public static final String ENCRYPTION_ANSWER = "encryption answer";

    /** Type of what cannot be told apart. */
    public static final String ENCRYPTED = "encrypted";

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int UNTYPED_HEADER = 4;
    private static final int TYPED_HEADER = 5;

    private boolean started;
    private boolean asked;
    private boolean encrypted;

    @Override
    public Optional<Frame> next(Direction way, ByteBuffer bytes) {
        if (encrypted) {
            return Optional.of(new Frame(ENCRYPTED, 0, bytes.remaining()));
        }
        if (way == Direction.TO_CLIENT && asked) {
            asked = false;
            encrypted = bytes.get(0) != 'N';
            return Optional.of(new Frame(ENCRYPTION_ANSWER, 0, 1));
        }
        return way == Direction.TO_SERVER && !started ? startup(bytes) : typed(bytes);
    }

    private Optional<Frame> startup(ByteBuffer bytes) {
        if (bytes.remaining() < 2 * UNTYPED_HEADER) {
            return Optional.empty();
        }
        int code = bytes.getInt(UNTYPED_HEADER);
        asked = code == SSL_REQUEST || code == GSS_REQUEST;
        started = !asked;
        return Optional.of(new Frame(STARTUP, UNTYPED_HEADER, bytes.getInt(0)));
    }

    private static Optional<Frame> typed(ByteBuffer bytes) {
        return bytes.remaining() < TYPED_HEADER
                ? Optional.empty()
                : Optional.of(new Frame(Character.toString(bytes.get(0)), TYPED_HEADER, 1L + bytes.getInt(1)));
    }

    /** A statement on its way to the server that starts with these words, in any letters: {@code commit}. */
    public static Predicate<WireMessage> statement(String start) {
        String wanted = start.toLowerCase(Locale.ROOT);
        return message -> message.way() == Direction.TO_SERVER
                && (message.type().equals("Q") || message.type().equals("P"))
                && sql(message).toLowerCase(Locale.ROOT).strip().startsWith(wanted);
    }

    /**
     * The last message of such a statement: with it the server begins to do all of it. Remembers what it has seen; for one
     * connection, once.
     */
    public static Predicate<WireMessage> endOfStatement(String start) {
        AtomicBoolean begun = new AtomicBoolean();
        return message -> {
            boolean begins = statement(start).test(message);
            begun.compareAndSet(false, begins);
            return begins
                    ? message.type().equals("Q")
                    : begun.get() && message.type().equals("S");
        };
    }

    /** The server's word that a command is done: {@code COMMIT}, {@code COPY}. */
    public static Predicate<WireMessage> done(String command) {
        return message -> message.way() == Direction.TO_CLIENT
                && message.type().equals("C")
                && message.text().startsWith(command);
    }

    /** A part of the rows of a COPY to the server. */
    public static Predicate<WireMessage> copyData() {
        return message -> message.way() == Direction.TO_SERVER && message.type().equals("d");
    }

    /** The text of a simple query, or of a parse message behind the name of the prepared statement. */
    private static String sql(WireMessage message) {
        int name = message.type().equals("P") ? message.text().indexOf('\0') + 1 : 0;
        int end = message.text().indexOf('\0', name);
        return message.text().substring(name, end < 0 ? message.text().length() : end);
    }
}
