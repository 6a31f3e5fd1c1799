package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.Capability;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Capabilities: what the backend says it can do it can, and what it cannot is refused by name. */
abstract class CapabilityContract extends CacheContract {

    CapabilityContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void writesOfDifferentStreamsGoOnSideBySideIfTheBackendHasConcurrentWriters() {
        Witness<Boolean> witness = Witness.ofStates();
        try (BackgroundWrite first =
                BackgroundWrite.start(cache(), append("a").listener(witness).build())) {
            first.send(script().record("a", "id", 1).mark("under way"));
            await().atMost(Duration.ofSeconds(20)).until(() -> witness.passed("under way"));

            if (can(Capability.CONCURRENT_WRITERS)) {
                assertThat(write(append("b"), script().record("b", "id", 2).complete("b"))
                                .outcome())
                        .isEqualTo(WriteSummary.Outcome.SUCCEEDED);
                assertThat(values("b", "id")).containsExactly(2L);
            } else {
                refusedFor(Capability.CONCURRENT_WRITERS, () -> write(append("b"), script().complete("b")));
            }
            first.send(script().complete("a"));
            assertThat(first.finish().summary().outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        }
        assertThat(values("a", "id")).containsExactly(1L);
    }

    @Test
    void keyInsideAnObjectMergesIfTheBackendHasNestedKeys() {
        ConfiguredCatalog nested =
                catalog(stream("users").field("who", OBJECT).field("n", INTEGER).nestedKey("who", "id"));
        MessageScript messages = script().record("users", "{\"who\":{\"id\":1},\"n\":1}")
                .record("users", "{\"who\":{\"id\":2},\"n\":2}")
                .record("users", "{\"who\":{\"id\":1.0,\"name\":\"x\"},\"n\":3}")
                .record("users", "{\"who\":{},\"n\":4}")
                .record("users", "{\"n\":5}")
                .complete("users");

        if (can(Capability.NESTED_KEYS)) {
            write(nested, messages);
            assertThat(values("users", "n")).containsExactlyInAnyOrder(2L, 3L, 5L);
        } else {
            refusedFor(Capability.NESTED_KEYS, () -> write(nested, messages));
        }
    }

    @Test
    void nestedKeyOrCursorIsRefusedByNameWithoutTheCapability() {
        workspace.openWithout(Capability.NESTED_KEYS);
        StreamScript plain = stream("users").field("who", OBJECT).field("id", INTEGER);
        ConfiguredCatalog nestedCursor = catalog(plain.primaryKey("id").cursor("who", "at"));
        MessageScript messages =
                script().record("users", "{\"who\":{\"at\":1},\"id\":1}").complete("users");

        refusedFor(Capability.NESTED_KEYS, () -> write(nestedCursor, messages))
                .hasMessageContaining("users")
                .hasMessageContaining("[who, at]")
                .hasMessageContaining("APPEND");
        write(nestedCursor, WriteStrategy.APPEND, messages);
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void secondWriteAtATimeIsRefusedByNameWithoutConcurrentWriters() {
        workspace.openWithout(Capability.CONCURRENT_WRITERS);
        Witness<Boolean> witness = Witness.ofStates();
        try (BackgroundWrite first =
                BackgroundWrite.start(cache(), append("a").listener(witness).build())) {
            first.send(script().record("a", "id", 1).mark("under way"));
            await().atMost(Duration.ofSeconds(20)).until(() -> witness.passed("under way"));

            refusedFor(Capability.CONCURRENT_WRITERS, () -> write(append("b"), script().complete("b")))
                    .hasMessageContaining("source \"" + SOURCE + "\"");
            first.send(script().complete("a"));
            first.finish();
        }
        write(append("b"), script().record("b", "id", 2).complete("b"));
        assertThat(values("a", "id")).containsExactly(1L);
        assertThat(values("b", "id")).containsExactly(2L);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusedFor(
            Capability capability, ThrowingCallable write) {
        return refused(CacheException.Kind.CONFIG, write).hasMessageContaining(capability.name());
    }

    private static WriteRequest.Builder append(String stream) {
        return WriteRequest.of(catalog(stream(stream).field("id", INTEGER))).strategy(WriteStrategy.APPEND);
    }
}
