package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.postgres.testing.DisturbedServer.marked;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.DisturbedServer.Outcome;
import io.sqlcache.testkit.MessageScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A write whose connections are all lost at once leaves what an undisturbed one leaves. {@code PostgresFaultConformanceTest} loses one
 * connection at a time, at any message of the protocol.
 */
@Timeout(300)
class ReplayTest {

    private static final ConfiguredCatalog SHOP = catalog(
            stream("users").field("id", INTEGER).field("name", STRING),
            stream("orders")
                    .field("id", INTEGER)
                    .field("v", STRING)
                    .primaryKey("id")
                    .cursor("id"),
            stream("items").field("id", INTEGER),
            stream("prices").field("id", INTEGER).destination("overwrite").generation(3, 3),
            stream("stock")
                    .field("id", INTEGER)
                    .field("v", STRING)
                    .primaryKey("id")
                    .destination("append_dedup")
                    .generation(3, 3)
                    .notResumable());

    private static final List<String> BY_STREAM = lines(script().started("users")
            .record("users", "id", 1, "name", "Ada")
            .record("orders", "id", 1, "v", "old")
            .record("items", "id", 1)
            .record("prices", "id", 1)
            .record("stock", "id", 1, "v", "old")
            .state("users", "{\"c\":1}")
            .state("nobody", "{\"c\":1}")
            .record("users", "id", 2, "name", "Bob")
            .record("orders", "id", 1, "v", "new")
            .record("orders", "id", 2, "v", "one")
            .state("prices", "{\"p\":1}")
            .state("orders", "{\"c\":1}")
            .line("this is no message")
            .record("prices", "id", 2)
            .record("items", "id", 2)
            .state("items", "{\"i\":2}")
            .record("users", "id", "not a number")
            .complete("items")
            .record("stock", "id", 1, "v", "new")
            .record("stock", "id", 2, "v", "one")
            .state("stock", "{\"s\":2}")
            .state("users", "{\"c\":3}")
            .complete("stock")
            .record("orders", "id", 2, "v", "two")
            .state("prices", "{\"p\":2}")
            .complete("prices")
            .complete("users")
            .state("nobody", "{\"c\":2}")
            .record("orders", "id", 3, "v", "end")
            .complete("orders"));

    private static final ConfiguredCatalog GLOBAL = catalog(
            stream("users").field("id", INTEGER).destination("append").incremental(),
            stream("orders")
                    .field("id", INTEGER)
                    .field("v", STRING)
                    .primaryKey("id")
                    .destination("append_dedup")
                    .incremental(),
            stream("prices").field("id", INTEGER).destination("overwrite").generation(3, 3),
            stream("late").field("id", INTEGER).destination("append").incremental());

    private static final List<String> WHOLE = lines(script().started("users")
            .record("users", "id", 1)
            .record("orders", "id", 1, "v", "old")
            .record("prices", "id", 1)
            .record("late", "id", 1)
            .global("{\"lsn\":1}", "users", "{}", "orders", "{}", "prices", "{}")
            .record("orders", "id", 1, "v", "new")
            .record("users", "id", 2)
            .record("prices", "id", 2)
            .record("late", "id", 2)
            .global("{\"lsn\":2}", "users", "{}", "orders", "{}", "prices", "{}")
            .complete("prices")
            .record("users", "id", 3)
            .record("late", "id", 3)
            .global("{\"lsn\":3}", "users", "{}", "orders", "{}", "prices", "{}", "late", "{}")
            .record("late", "id", 4)
            .record("users", "id", 4)
            .global("{\"lsn\":4}", "users", "{}", "orders", "{}", "prices", "{}", "late", "{}")
            .complete("users")
            .complete("orders")
            .complete("late"));

    private static DisturbedServer server;

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Tag("slow")
    @Tag("sample")
    void connectionsLostNowAndThenChangeNothingHoweverMuchIsNotCommitted() {
        assertNothingChanges(SHOP, BY_STREAM, 7);
        assertNothingChanges(GLOBAL, WHOLE, 7);
    }

    @Test
    @Tag("slow")
    void connectionsLostBetweenAnyTwoMessagesChangeNothingHoweverMuchIsNotCommitted() {
        assertNothingChanges(SHOP, BY_STREAM, 1);
    }

    @Test
    @Tag("slow")
    void connectionsLostUnderAGlobalStateChangeNothingHoweverMuchIsNotCommitted() {
        assertNothingChanges(GLOBAL, WHOLE, 1);
    }

    /** A commit of merged rows at every state, while those of the next one are written. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsLostWhileCommitsOverlapChangeNothing(boolean firstLoad) {
        MessageScript script = script();
        for (int round = 1; round <= 6; round++) {
            script.record("orders", "id", round, "v", "a" + round)
                    .record("orders", "id", firstLoad ? round : 1, "v", "b" + round)
                    .record("orders", "id", 3, "v", "c" + round)
                    .state("orders", "{\"c\":" + round + "}");
        }
        ConfiguredCatalog orders =
                catalog(stream("orders").field("id", INTEGER).field("v", STRING).primaryKey("id"));
        assertNothingChanges(
                () -> WriteRequest.of(orders)
                        .strategy(WriteStrategy.MERGE)
                        .throttle(new CommitThrottle(1, Duration.ofHours(1), Long.MAX_VALUE)),
                lines(script.complete("orders")),
                5);
    }

    private static void assertNothingChanges(ConfiguredCatalog catalog, List<String> lines, int stride) {
        assertNothingChanges(() -> request(catalog), lines, stride);
    }

    private static void assertNothingChanges(Supplier<WriteRequest.Builder> request, List<String> lines, int stride) {
        Outcome undisturbed = server.write(request.get(), marked(lines, 0), () -> {});
        for (int i = 0; i <= lines.size(); i += stride) {
            AtomicInteger marks = new AtomicInteger();
            Outcome disturbed = server.write(request.get(), marked(lines, i), () -> {
                marks.incrementAndGet();
                server.terminateAll();
            });
            assertThat(marks).as("log messages passed on").hasValue(1);
            disturbed.assertSameAs(undisturbed, "lost before message " + i);
        }
    }

    @Test
    void connectionsThatAreLostAgainAndAgainChangeNothing() {
        Outcome undisturbed = server.write(request(SHOP).throttle(CommitThrottle.NONE), marked(BY_STREAM, 0), () -> {});
        MessageScript script = script();
        for (String line : BY_STREAM) {
            script.line(line).mark(DisturbedServer.MARK);
        }

        server.write(request(SHOP).throttle(CommitThrottle.NONE), script.input(), server::terminateAll)
                .assertSameAs(undisturbed, "lost before every message");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 22, 25})
    void serverThatCrashesAndComesBackChangesNothing(int position) {
        Outcome undisturbed = server.write(request(SHOP).throttle(CommitThrottle.NONE), marked(BY_STREAM, 0), () -> {});
        Outcome disturbed =
                server.write(request(SHOP).throttle(CommitThrottle.NONE), marked(BY_STREAM, position), () -> {
                    server.server().killImmediately();
                    server.server().restart();
                });

        disturbed.assertSameAs(undisturbed, "crashed before message " + position);
    }

    @Test
    void brokenLineIsToldAlsoIfTheConnectionIsLostBeforeIt() {
        List<String> broken = lines(script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .record("users", "id", 2)
                .state("users", "{\"c\":2}")
                .line("{\"type\":\"RECORD\",\"record\":"));

        assertThatThrownBy(() -> server.write(
                        WriteRequest.of(SHOP).strategy(WriteStrategy.APPEND), marked(broken, 4), server::terminateAll))
                .hasMessageStartingWith("Cannot read line 6 of the input: ");
    }

    /** Commits at COMPLETE and at the end. */
    private static WriteRequest.Builder request(ConfiguredCatalog catalog) {
        WriteRequest.Builder request = WriteRequest.of(catalog).strategy(WriteStrategy.FROM_CATALOG);
        if (catalog == SHOP) {
            request.strategy(id("users"), WriteStrategy.APPEND)
                    .strategy(id("orders"), WriteStrategy.MERGE)
                    .strategy(id("items"), WriteStrategy.REPLACE);
        }
        return request;
    }

    private static StreamId id(String stream) {
        return StreamId.of(stream);
    }

    private static List<String> lines(MessageScript script) {
        return script.text().lines().toList();
    }
}
