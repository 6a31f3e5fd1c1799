package io.sqlcache.api;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open cache: typed SQL tables, one a stream, with the state of each source beside them.
 *
 * <p>Obtained from {@link Caches#open} or a backend's own {@code open}; owns its connections until {@link #close}. Reads
 * are thread-safe. Writes of different streams may run side by side; one stream has one write at a time.
 *
 * <p>Every failure is a {@link CacheException} whose {@link CacheException#kind() kind} says who can act on it.
 */
public interface CacheBase extends WriterInterface, AutoCloseable {

    /** The configuration this cache was opened with; never prints a secret. */
    SqlConfig config();

    /**
     * Finds out whether a write could begin: connects, creates a table in the schema, inserts a row, counts it and drops the
     * table. A schema that is missing is created, as a write would, and stays; nothing else is left behind, also on failure.
     *
     * @return what a later write may stumble over all the same, each with its remedy: policies that hide rows, tables of another owner, few
     *     connections, ...; empty if nothing was found
     * @throws CacheException that says what is missing and what to do; of kind {@code CONFIG} if a right is
     */
    List<String> check();

    /** The streams that this cache holds under the configured schema and table prefix, in alphabetical order. */
    Set<StreamId> streams();

    /** Those of them that this source has written. */
    Set<StreamId> streams(String source);

    /**
     * Streams that are being replaced by a generation of rows which is not complete: its rows so far wait, hidden, and the stored state covers
     * them. A write of the same generation goes on with them.
     *
     * @return the generation of each
     */
    Map<StreamId, Long> unfinishedGenerations();

    /**
     * The given stream, ready to be read.
     *
     * @throws CacheException of kind {@code CONFIG} if the cache holds no such stream
     */
    CachedStream stream(StreamId id);

    /** Shorthand for {@link #stream(StreamId)} of a stream without a namespace. */
    default CachedStream stream(String name) {
        return stream(StreamId.of(name));
    }

    /**
     * The stored state of a source as a JSON array of Airbyte state messages, ready to hand to the connector; empty if
     * nothing was committed for this source yet.
     */
    Optional<String> state(String source);

    /**
     * Runs one query in a read-only transaction and streams its rows.
     *
     * @param sql one statement in the database's own SQL, {@code ?} standing for parameters
     * @param params the parameters in order, as the JDBC driver accepts them
     * @return rows that hold a connection until the result is closed
     */
    QueryResult query(String sql, @Nullable Object... params);

    /** Runs the statements in order in one transaction: all of them happen or none. */
    void execute(String... sql);

    /**
     * {@inheritDoc}
     *
     * <p>Interrupting the calling thread ends the write at the last state that can be committed; it then returns with the
     * outcome {@link WriteSummary.Outcome#CANCELLED} and the thread's interrupt flag set.
     */
    @Override
    WriteSummary write(InputStream messages, WriteRequest request);

    /** Closes the connections of this cache; open results end with an error. Further calls do nothing. */
    @Override
    void close();
}
