package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.RetryPolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.DisturbedServer.Outcome;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random streams, losses at random, and an end that may come early: what is left is what an undisturbed write leaves. */
@Timeout(600)
class RandomLossTest {

    private static final int LIMIT = 2 << 20;
    private static final List<String> STREAMS = List.of("users", "orders", "prices", "stock", "items", "parts");

    private static final ConfiguredCatalog SHOP = catalog(users(), orders(), prices(), stock(), items(), parts());

    /** All that one state may cover. */
    private static final ConfiguredCatalog SHOP_UNDER_A_GLOBAL_STATE = catalog(users(), orders(), items(), parts());

    private static DisturbedServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = new DisturbedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @Tag("sample")
    @ValueSource(longs = {101, 102})
    void lossesChangeNothing(long seed) {
        assertNothingChanges(seed);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("seeds")
    void manyLossesChangeNothing(long seed) {
        assertNothingChanges(seed);
    }

    static LongStream seeds() {
        return LongStream.range(100, 125);
    }

    private void assertNothingChanges(long seed) {
        Random random = new Random(seed);
        boolean isGlobal = random.nextInt(3) == 0;
        List<String> lines = lines(random, isGlobal);
        CommitThrottle throttle = random.nextBoolean()
                ? CommitThrottle.NONE
                : new CommitThrottle(200_000, Duration.ofDays(1), Long.MAX_VALUE);
        Outcome undisturbed = server.write(request(throttle, isGlobal), DisturbedServer.marked(lines, 0), () -> {});
        int losses = 1 + random.nextInt(6);
        MessageScript disturbed = script();
        for (String line : lines) {
            if (random.nextInt(lines.size()) < losses) {
                disturbed.mark(DisturbedServer.MARK);
            }
            disturbed.line(line);
        }
        Outcome found =
                server.write(request(throttle, isGlobal), policy(random), disturbed.input(), server::terminateAll);

        String what = "seed " + seed;
        assertThat(byStream(found.given())).as("%s: given back", what).isEqualTo(byStream(undisturbed.given()));
        assertThat(found.streams()).as("%s: summary", what).isEqualTo(undisturbed.streams());
        assertThat(found.storedState()).as("%s: state", what).isEqualTo(undisturbed.storedState());
        assertThat(found.tables()).as("%s: tables", what).isEqualTo(undisturbed.tables());
    }

    /** Interleaved records with states now and then; streams end well, badly or not at all. */
    private static List<String> lines(Random random, boolean isGlobal) {
        MessageScript messages = script();
        String padding = "x".repeat(random.nextInt(1_500));
        int count = 500 + random.nextInt(2_000);
        int often = 5 + random.nextInt(60);
        int current = 0;
        for (int i = 1; i <= count; i++) {
            current = random.nextInt(8) == 0 ? random.nextInt(STREAMS.size()) : current;
            String stream = STREAMS.get(current);
            if (!isGlobal || !isHeld(stream)) {
                messages.record(stream, "id", i % 300, "v", i + padding);
            }
            if (random.nextInt(often) == 0) {
                if (isGlobal) {
                    messages.global("{\"lsn\":" + i + "}", "users", "{}", "orders", "{}", "items", "{}", "parts", "{}");
                } else {
                    messages.state(stream, "{\"c\":" + i + "}");
                }
            }
        }
        for (String stream : STREAMS) {
            switch (random.nextInt(4)) {
                case 0 -> messages.incomplete(stream);
                case 1 -> messages.running(stream);
                default -> messages.complete(stream);
            }
        }
        if (random.nextInt(4) == 0) {
            messages.error("the source is gone");
        }
        return messages.text().lines().toList();
    }

    private static boolean isHeld(String stream) {
        return stream.equals("prices") || stream.equals("stock");
    }

    private RetryPolicy policy(Random random) {
        RetryPolicy quick = DisturbedServer.QUICK;
        return new RetryPolicy(
                quick.retryFor(),
                quick.firstPause(),
                quick.longestPause(),
                random.nextBoolean() ? LIMIT : quick.replayLimit(),
                folder);
    }

    private static StreamScript users() {
        return fields("users").destination("append");
    }

    private static StreamScript orders() {
        return fields("orders").primaryKey("id").destination("append_dedup");
    }

    private static StreamScript prices() {
        return fields("prices").destination("overwrite");
    }

    private static StreamScript stock() {
        return fields("stock")
                .primaryKey("id")
                .destination("append_dedup")
                .generation(3, 3)
                .notResumable();
    }

    private static StreamScript items() {
        return fields("items").destination("overwrite").generation(3, 3);
    }

    private static StreamScript parts() {
        return fields("parts").primaryKey("id").destination("append_dedup").generation(3, 3);
    }

    private static StreamScript fields(String stream) {
        return stream(stream).field("id", INTEGER).field("v", STRING);
    }

    private static WriteRequest.Builder request(CommitThrottle throttle, boolean isGlobal) {
        ConfiguredCatalog catalog = isGlobal ? SHOP_UNDER_A_GLOBAL_STATE : SHOP;
        return WriteRequest.of(catalog).strategy(WriteStrategy.FROM_CATALOG).throttle(throttle);
    }

    /** The order of states is one of each stream. */
    private static Map<String, List<String>> byStream(List<String> states) {
        Map<String, List<String>> byStream = new TreeMap<>();
        for (String state : states) {
            String stream = STREAMS.stream()
                    .filter(name -> state.contains("\"type\":\"STREAM\"") && state.contains("\"" + name + "\""))
                    .findFirst()
                    .orElse("all");
            byStream.computeIfAbsent(stream, key -> new ArrayList<>()).add(state);
        }
        return byStream;
    }
}
