package io.sqlcache.core.state;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.StateKind;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The last state of each source, as it came: a black box. Saved in the transaction of the rows that it covers. */
public final class StateStore {

    private final InternalTables tables;

    @Inject
    StateStore(InternalTables tables) {
        this.tables = tables;
    }

    /**
     * A state to store.
     *
     * @param kind the protocol's kind
     * @param stream the stream of a STREAM state; null otherwise
     * @param json the state object
     */
    public record StoredState(StateKind kind, @Nullable StreamId stream, String json) {}

    /** Makes this the state of its stream, or of the source; states of another kind no longer count. */
    public void save(DSLContext sql, String source, long syncNumber, StoredState state) {
        sql.deleteFrom(tables.states())
                .where(InternalTables.SOURCE_NAME.eq(source))
                .and(InternalTables.KIND.ne(state.kind().name()).or(sameStream(state)))
                .execute();
        sql.insertInto(tables.states())
                .set(InternalTables.SOURCE_NAME, source)
                .set(InternalTables.KIND, state.kind().name())
                .set(InternalTables.NAMESPACE, namespace(state))
                .set(InternalTables.STREAM_NAME, name(state))
                .set(InternalTables.STATE_JSON, state.json())
                .set(InternalTables.SYNC_NUMBER, syncNumber)
                .set(InternalTables.UPDATED_AT, OffsetDateTime.now(ZoneOffset.UTC))
                .execute();
    }

    /** The source's states as a JSON array of state messages; empty if it has none. */
    public Optional<String> load(DSLContext sql, String source) {
        if (!tables.exist(sql)) {
            return Optional.empty();
        }
        String states = sql
                .select(InternalTables.STATE_JSON)
                .from(tables.states())
                .where(InternalTables.SOURCE_NAME.eq(source))
                .orderBy(InternalTables.NAMESPACE, InternalTables.STREAM_NAME)
                .fetch(InternalTables.STATE_JSON)
                .stream()
                .collect(Collectors.joining(","));
        return states.isEmpty() ? Optional.empty() : Optional.of("[" + states + "]");
    }

    /** The kind of state that the source used last; empty if none is stored. */
    public Optional<StateKind> kind(DSLContext sql, String source) {
        return sql.select(InternalTables.KIND)
                .from(tables.states())
                .where(InternalTables.SOURCE_NAME.eq(source))
                .limit(1)
                .fetchOptional(InternalTables.KIND)
                .map(StateKind::valueOf);
    }

    private static Condition sameStream(StoredState state) {
        return InternalTables.NAMESPACE.eq(namespace(state)).and(InternalTables.STREAM_NAME.eq(name(state)));
    }

    private static String namespace(StoredState state) {
        StreamId stream = state.stream();
        return stream == null ? "" : Objects.requireNonNullElse(stream.namespace(), "");
    }

    private static String name(StoredState state) {
        StreamId stream = state.stream();
        return stream == null ? "" : stream.name();
    }
}
