package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.stream;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.util.List;
import java.util.Map;

/**
 * A sync of a few records, to be disturbed: interleaved streams of all strategies, several states.
 *
 * @param name for messages
 * @param strategies of streams whose strategy the catalog does not say
 * @param lines the messages; the first one is a {@link #BEGINNING}
 */
public record SmallSync(
        String name, ConfiguredCatalog catalog, Map<StreamId, WriteStrategy> strategies, List<String> lines) {

    /** The text of the LOG message that comes first. */
    public static final String BEGINNING = "the beginning";

    /** The name of the source. */
    public static final String SOURCE = "shop";

    private static final long SYNC = 42;

    public SmallSync {
        strategies = Map.copyOf(strategies);
        lines = List.copyOf(lines);
    }

    /** Every stream has states of its own. */
    public static SmallSync underStreamStates() {
        MessageScript messages = script().mark(BEGINNING)
                .started("users")
                .record("users", "id", 1, "name", "Ada")
                .record("orders", "id", 1, "v", "old")
                .record("items", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2, "name", "Bob")
                .record("orders", "id", 1, "v", "new")
                .record("orders", "id", 2, "v", "one")
                .state("orders", "{\"c\":1}")
                .state("nobody", "{\"c\":1}")
                .record("items", "id", 2)
                .state("items", "{\"i\":2}")
                .record("users", "id", "not a number")
                .complete("items")
                .record("orders", "id", 2, "v", "two")
                .state("users", "{\"c\":3}")
                .complete("users")
                .record("orders", "id", 3, "v", "end")
                .complete("orders");
        return new SmallSync(
                "states of streams",
                StreamScript.catalog(
                        stream("users")
                                .field("id", INTEGER)
                                .field("name", STRING)
                                .syncId(SYNC),
                        stream("orders")
                                .field("id", INTEGER)
                                .field("v", STRING)
                                .primaryKey("id")
                                .cursor("id")
                                .syncId(SYNC),
                        stream("items").field("id", INTEGER).syncId(SYNC)),
                Map.of(
                        StreamId.of("users"), WriteStrategy.APPEND,
                        StreamId.of("orders"), WriteStrategy.MERGE,
                        StreamId.of("items"), WriteStrategy.REPLACE),
                messages.text().lines().toList());
    }

    /** One state covers all streams, and one of them is replaced by generations. */
    public static SmallSync underAGlobalState() {
        MessageScript messages = script().mark(BEGINNING)
                .record("users", "id", 1)
                .record("orders", "id", 1, "v", "old")
                .record("prices", "id", 1)
                .global("{\"lsn\":1}", "users", "{}", "orders", "{}", "prices", "{}")
                .record("orders", "id", 1, "v", "new")
                .record("users", "id", 2)
                .record("prices", "id", 2)
                .global("{\"lsn\":2}", "users", "{}", "orders", "{}", "prices", "{}")
                .complete("prices")
                .record("users", "id", 3)
                .record("orders", "id", 2, "v", "one")
                .global("{\"lsn\":3}", "users", "{}", "orders", "{}", "prices", "{}")
                .complete("users")
                .complete("orders");
        return new SmallSync(
                "a global state",
                StreamScript.catalog(
                        stream("users")
                                .field("id", INTEGER)
                                .destination("append")
                                .incremental()
                                .syncId(SYNC),
                        stream("orders")
                                .field("id", INTEGER)
                                .field("v", STRING)
                                .primaryKey("id")
                                .destination("append_dedup")
                                .incremental()
                                .syncId(SYNC),
                        stream("prices")
                                .field("id", INTEGER)
                                .destination("overwrite")
                                .generation(3, 3)
                                .syncId(SYNC)),
                Map.of(),
                messages.text().lines().toList());
    }

    /** Writes all of it, and commits at every state. */
    public WriteRequest.Builder request() {
        WriteRequest.Builder request = WriteRequest.of(catalog)
                .sourceName(SOURCE)
                .strategy(WriteStrategy.FROM_CATALOG)
                .throttle(CommitThrottle.NONE);
        strategies.forEach(request::strategy);
        return request;
    }

    /** The messages, from the first. */
    public MessageScript messages() {
        MessageScript messages = script();
        lines.forEach(messages::line);
        return messages;
    }

    @Override
    public String toString() {
        return name;
    }
}
