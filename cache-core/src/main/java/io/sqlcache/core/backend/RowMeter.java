package io.sqlcache.core.backend;

/**
 * Counts the room that rows take in a table, before they are written, in a database that bounds it.
 *
 * <p>The values of a row are written to {@link #row} by the verbs that the table's sink is going to get, and are not kept. Then the meter
 * tells of that row until the next one. Not thread-safe.
 */
public interface RowMeter {

    /** Takes the values of one row after the other. */
    RowSink row();

    /** By how many bytes the row that ended last is wider than the table takes; not above 0 if it fits. */
    int excess();

    /**
     * About how many bytes of it one value takes; 0 for a null.
     *
     * @param column counted from 0
     */
    int width(int column);
}
