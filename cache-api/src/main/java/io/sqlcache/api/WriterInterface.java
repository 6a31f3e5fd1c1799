package io.sqlcache.api;

import java.io.InputStream;

/** Accepts a stream of Airbyte protocol messages and makes it durable. */
public interface WriterInterface {

    /**
     * Reads newline-delimited protocol messages to the end of the input and lands their records.
     *
     * <p>The input is read by a thread of the write's own and is not closed. What a stream sent up to its last committed
     * state stays, also when this method throws. A source's own failure (a stream without COMPLETE, TRACE ERROR) does not
     * throw: it is in the summary.
     *
     * @param messages UTF-8, one JSON message a line; lines that do not start with an opening brace are skipped and counted
     * @param request catalog, source name, strategies and listener of this write
     * @return the outcome, stream by stream
     * @throws CacheException if the cache itself cannot go on: wrong configuration or input, database lost
     */
    WriteSummary write(InputStream messages, WriteRequest request);
}
