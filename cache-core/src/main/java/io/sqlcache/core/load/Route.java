package io.sqlcache.core.load;

/** The way of a stream's rows from one commit to the next. */
public enum Route {
    /** Into the stream's table, in the transaction that the next commit of this stream ends. */
    DIRECT,
    /** Into a table that readers do not see. */
    ASIDE
}
