package io.sqlcache.core.state;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.core.message.Message.StateKind;
import io.sqlcache.core.message.StateMessages;
import io.sqlcache.core.message.StreamMatching;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The last state of each source, as it came: a black box. Saved in the transaction of the rows that it covers.
 *
 * <p>States of single streams stand in PyAirbyte's table too; if somebody has put another one there since, that one counts.
 */
public final class StateStore {

    private final InternalTables tables;
    private final PyAirbyteTables pyAirbyte;
    private final StreamRegistry registry;
    private final String prefix;
    private final Repertoire repertoire;

    /**
     * Of one open cache.
     *
     * @param repertoire what the columns of states can hold; the rest is escaped in them
     */
    public StateStore(
            InternalTables tables,
            PyAirbyteTables pyAirbyte,
            StreamRegistry registry,
            SqlConfig config,
            Repertoire repertoire) {
        this.tables = tables;
        this.pyAirbyte = pyAirbyte;
        this.registry = registry;
        this.prefix = config.tablePrefix();
        this.repertoire = repertoire;
    }

    /**
     * A state to store.
     *
     * @param kind the protocol's kind
     * @param stream the stream of a STREAM state; null otherwise
     * @param json the state object
     */
    public record StoredState(StateKind kind, @Nullable StreamId stream, String json) {}

    /**
     * Makes this the state of its stream, or of the source; states of another kind no longer count.
     *
     * @param visible whether readers see all rows that it covers: only then PyAirbyte may continue from it
     */
    public void save(DSLContext sql, String source, long syncNumber, StoredState state, boolean visible) {
        String shared = share(sql, source, state, visible);
        sql.deleteFrom(tables.states())
                .where(isOf(source))
                .and(InternalTables.KIND.ne(state.kind().name()).or(isAbout(state.stream())))
                .execute();
        sql.insertInto(tables.states())
                .set(InternalTables.TABLE_PREFIX, prefix)
                .set(InternalTables.SOURCE_NAME, source)
                .set(InternalTables.KIND, state.kind().name())
                .set(InternalTables.NAMESPACE, InternalTables.namespace(state.stream()))
                .set(InternalTables.STREAM_NAME, name(state.stream()))
                .set(InternalTables.STATE_JSON, repertoire.spell(state.json()))
                .set(InternalTables.SHARED_JSON, shared)
                .set(InternalTables.SYNC_NUMBER, syncNumber)
                .set(InternalTables.UPDATED_AT, OffsetDateTime.now(ZoneOffset.UTC))
                .execute();
    }

    /** Lets PyAirbyte continue from the state of a stream: readers see all rows that it covers now. */
    public void show(DSLContext sql, String source, StreamId stream) {
        sql.select(InternalTables.STATES)
                .from(tables.states())
                .where(isOf(source))
                .and(InternalTables.KIND.eq(StateKind.STREAM.name()))
                .and(isAbout(stream))
                .fetch() // whole, before the next statement: not every driver has two results on a connection
                .forEach(row -> save(
                        sql,
                        source,
                        row.get(InternalTables.SYNC_NUMBER),
                        OwnState.of(row).state(),
                        true));
    }

    /** Forgets the state of a stream, also within one of all streams: the rows that it covered are gone. */
    public void forget(DSLContext sql, String source, StreamId stream) {
        boolean alone = registry.isAloneOfItsName(sql, stream.name());
        // Then no other stream of ours is meant by its name, whatever the source's namespace is.
        StreamMatching matching = alone ? StreamMatching.BY_NAME : StreamMatching.EXACT;
        sql.select(InternalTables.STATES)
                .from(tables.states())
                .where(isOf(source))
                .and(InternalTables.KIND.eq(StateKind.GLOBAL.name()))
                .fetch()
                .forEach(row -> sql.update(tables.states())
                        .set(
                                InternalTables.STATE_JSON,
                                repertoire.spell(
                                        StateMessages.without(row.get(InternalTables.STATE_JSON), stream, matching)))
                        .where(isOf(source))
                        .and(InternalTables.KIND.eq(StateKind.GLOBAL.name()))
                        .execute());
        sql.deleteFrom(tables.states())
                .where(isOf(source))
                .and(InternalTables.KIND.eq(StateKind.STREAM.name()))
                .and(isAbout(stream))
                .execute();
        if (alone) {
            pyAirbyte.dropState(sql, source, stream.name());
        }
    }

    /** Forgets a LEGACY state of all streams: what it says of one, whose rows are gone, is known to the source alone. */
    public void forgetLegacy(DSLContext sql, String source) {
        sql.deleteFrom(tables.states())
                .where(isOf(source))
                .and(InternalTables.KIND.eq(StateKind.LEGACY.name()))
                .execute();
    }

    /** Brings PyAirbyte's table up to date; returns what stands there. */
    private @Nullable String share(DSLContext sql, String source, StoredState state, boolean visible) {
        StreamId stream = state.stream();
        if (stream == null) {
            pyAirbyte.dropStreamStates(sql, source);
            return null;
        }
        if (!registry.isAloneOfItsName(sql, stream.name())) {
            return null;
        }
        if (!visible) {
            return pyAirbyte.state(sql, source, stream.name()).orElse(null);
        }
        String json = repertoire.spell(state.json());
        pyAirbyte.saveState(sql, source, stream.name(), json);
        return json;
    }

    /** The source's states, of one kind all of them, in order; empty if it has none. */
    public List<StoredState> load(DSLContext sql, String source) {
        return load(sql, source, tables.exist(sql), pyAirbyte.hasStates(sql));
    }

    /** {@link #load} where the internal tables are known to be there, as they are in a write. */
    public List<StoredState> loadOfWrite(DSLContext sql, String source) {
        return load(sql, source, true, true);
    }

    private List<StoredState> load(DSLContext sql, String source, boolean exist, boolean shared) {
        List<OwnState> own = exist ? own(sql, source) : List.of();
        if (own.stream().anyMatch(state -> state.state().kind() != StateKind.STREAM)) {
            return own.stream().map(OwnState::state).toList();
        }
        List<StoredState> known = shared ? pyAirbyte.states(sql, source) : List.of();
        Set<String> ambiguous = exist && !known.isEmpty() ? registry.ambiguousNames(sql) : Set.of();
        List<StoredState> foreign = known.stream()
                .filter(state -> !ambiguous.contains(prefix + nameOf(state)))
                .toList();
        Optional<StoredState> whole = foreign.stream()
                .filter(state -> state.kind() != StateKind.STREAM)
                .findFirst();
        return own.isEmpty() && whole.isPresent() ? List.of(asProtocol(whole.get())) : merged(own, foreign);
    }

    private List<OwnState> own(DSLContext sql, String source) {
        return sql.select(InternalTables.STATES)
                .from(tables.states())
                .where(isOf(source))
                .orderBy(InternalTables.NAMESPACE, InternalTables.STREAM_NAME)
                .fetch(OwnState::of);
    }

    /** Foreign states count where we have none, or knew another one when we stored ours. */
    private static List<StoredState> merged(List<OwnState> own, List<StoredState> foreign) {
        Map<String, StoredState> news = new TreeMap<>();
        foreign.stream()
                .filter(state -> state.kind() == StateKind.STREAM)
                .forEach(state -> news.put(nameOf(state), state));
        List<StoredState> states = new ArrayList<>();
        for (OwnState state : own) {
            StoredState other = news.remove(nameOf(state.state()));
            states.add(other == null || other.json().equals(state.shared()) ? state.state() : asProtocol(other));
        }
        news.values().forEach(state -> states.add(asProtocol(state)));
        return states;
    }

    /** Without PyAirbyte's spelling and the nulls of all that a state could have. */
    private static StoredState asProtocol(StoredState foreign) {
        return new StoredState(foreign.kind(), foreign.stream(), StateMessages.stored(foreign.json()));
    }

    /** A state of ours, with what stood in PyAirbyte's table when it was stored. */
    private record OwnState(StoredState state, @Nullable String shared) {

        static OwnState of(Record row) {
            StateKind kind = StateKind.valueOf(row.get(InternalTables.KIND));
            StreamId stream = kind == StateKind.STREAM
                    ? new StreamId(row.get(InternalTables.NAMESPACE), row.get(InternalTables.STREAM_NAME))
                    : null;
            return new OwnState(
                    new StoredState(kind, stream, row.get(InternalTables.STATE_JSON)),
                    row.get(InternalTables.SHARED_JSON));
        }
    }

    private static String nameOf(StoredState state) {
        return name(state.stream());
    }

    private Condition isOf(String source) {
        return InternalTables.TABLE_PREFIX.eq(prefix).and(InternalTables.SOURCE_NAME.eq(source));
    }

    private static Condition isAbout(@Nullable StreamId stream) {
        return InternalTables.NAMESPACE
                .eq(InternalTables.namespace(stream))
                .and(InternalTables.STREAM_NAME.eq(name(stream)));
    }

    private static String name(@Nullable StreamId stream) {
        return stream == null ? "" : stream.name();
    }
}
