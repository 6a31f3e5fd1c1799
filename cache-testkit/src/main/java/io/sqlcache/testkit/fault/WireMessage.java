package io.sqlcache.testkit.fault;

/**
 * One message of a database's protocol on its way through a {@link FaultProxy}.
 *
 * @param way {@code TO_SERVER} or {@code TO_CLIENT}
 * @param connection the number of its connection, from one, in the order in which they were opened
 * @param type as the {@link MessageSplitter} calls it
 * @param length its bytes, those before the content included
 * @param text the content, one character (ISO 8859-1) a byte; of a long message the beginning
 */
public record WireMessage(Direction way, int connection, String type, long length, String text) {

    /** How much of a message's content is shown, in bytes. */
    public static final int MOST_TEXT = 8192;
}
