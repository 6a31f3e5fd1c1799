package io.sqlcache.api;

import java.util.List;
import java.util.stream.Stream;

/** A stream that was landed: its table and its rows. Thread-safe; valid while its cache is open. */
public interface CachedStream {

    /** The stream's name and namespace. */
    StreamId id();

    /** The table that holds the rows, without the schema, not quoted. */
    String tableName();

    /** The table's columns in order, those of the source first. */
    List<CachedColumn> columns();

    /**
     * The rows, read with a server-side cursor in constant memory.
     *
     * @return a stream to be closed: it holds a connection until then
     */
    Stream<Row> records();

    /** The exact number of rows, counted now. */
    long count();
}
