package io.sqlcache.core.backend;

import java.sql.SQLException;

/**
 * A sink whose rows are held in memory until it is said which table they go to. Until then {@link #flush} sends nothing, and the
 * connection is as if there were none.
 */
public interface HoldingSink extends RowSink {

    /** What is done when the rows that are held take all the memory that there is for them: they are {@link #release released}. */
    @FunctionalInterface
    interface Overflow {

        void release() throws SQLException;
    }

    /**
     * Lets the rows that are held, and those to come, go to this table.
     *
     * @param table has the columns that the sink was opened for
     */
    void release(TableDefinition table) throws SQLException;

    /** Holds the rows to come; to be called when those before are flushed. */
    void hold();
}
