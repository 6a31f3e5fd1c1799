package io.sqlcache.core.cache;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.read.CacheReader;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StateStore.StoredState;
import io.sqlcache.core.write.CacheWriter;
import java.io.InputStream;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The open cache of every backend. */
final class SqlCache implements CacheBase {

    private final SqlConfig config;
    private final SqlBackend backend;
    private final Transactions transactions;
    private final ConnectionCheck check;
    private final StateStore states;
    private final SingleWriter turns;
    private final CacheWriter writer;
    private final CacheReader reader;

    SqlCache(
            SqlConfig config,
            SqlBackend backend,
            Transactions transactions,
            ConnectionCheck check,
            StateStore states,
            SingleWriter turns,
            CacheWriter writer,
            CacheReader reader) {
        this.config = config;
        this.backend = backend;
        this.transactions = transactions;
        this.check = check;
        this.states = states;
        this.turns = turns;
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public SqlConfig config() {
        return config;
    }

    @Override
    public List<String> check() {
        return check.run();
    }

    @Override
    public Set<StreamId> streams() {
        return reader.streams();
    }

    @Override
    public Set<StreamId> streams(String source) {
        return reader.streams(source);
    }

    @Override
    public Map<StreamId, Long> unfinishedGenerations() {
        return reader.unfinishedGenerations();
    }

    @Override
    public CachedStream stream(StreamId id) {
        return reader.stream(id);
    }

    @Override
    public Optional<String> state(String source) {
        List<StoredState> stored =
                transactions.run("read the state of source \"" + source + "\"", sql -> states.load(sql, source));
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(stored.stream().map(StoredState::json).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public QueryResult query(String sql, @Nullable Object... params) {
        return reader.query(sql, params);
    }

    @Override
    public void execute(String... sql) {
        // Through JDBC, not jOOQ: the users' own SQL is not a template.
        transactions.runForUser(
                "execute the statements",
                context -> context.connectionResult(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        for (String each : sql) {
                            statement.execute(each);
                        }
                    }
                    return sql.length;
                }));
    }

    @Override
    public WriteSummary write(InputStream messages, WriteRequest request) {
        return turns.run(request.sourceName(), () -> writer.write(messages, request));
    }

    @Override
    public void close() {
        backend.close();
    }

    @Override
    public String toString() {
        return "cache in " + config;
    }
}
