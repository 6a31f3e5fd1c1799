package io.sqlcache.api;

import java.util.List;
import java.util.stream.Stream;

/** The rows of a query. Holds a connection until closed; used by one thread. */
public interface QueryResult extends AutoCloseable {

    /** The names of the result's columns in order. */
    List<String> columns();

    /** The rows, fetched as they are read; to be taken once. */
    Stream<Row> rows();

    @Override
    void close();
}
