package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.StreamSummary;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write under a state of all streams that ends before they are complete ends at the last one of these. */
abstract class EarlyGlobalEndContract extends EarlyEnds {

    EarlyGlobalEndContract(CacheConformanceTest suite) {
        super(suite);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void allStreamsOfAGlobalStateEndAtTheLastOne(End end) {
        Witness<Boolean> witness = Witness.ofStates();
        MessageScript messages = script().record("users", "id", 1)
                .record("orders", "id", 1, "v", "old")
                .record("prices", "id", 1)
                .global("{\"lsn\":1}", "users", "{}", "orders", "{}", "prices", "{}")
                .record("users", "id", 2)
                .record("orders", "id", 1, "v", "new")
                .global("{\"lsn\":2}", "users", "{}", "orders", "{}", "prices", "{}")
                .record("orders", "id", 2, "v", "one")
                .complete("prices")
                .record("users", "id", 3);
        ended(end, global().listener(witness), witness, messages);

        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(values("orders", "v")).containsExactly("new");
        // Every row of it is covered, and it is complete.
        assertThat(values("prices", "id")).containsExactly(1L);
        assertThat(lastGlobal()).isEqualTo(2);
        assertThat(witness.states()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void completeStreamWhoseLastRowsNoGlobalStateCoversStaysHidden(End end) {
        Witness<Boolean> witness = Witness.ofStates();
        MessageScript messages = script().record("prices", "id", 1)
                .record("users", "id", 1)
                .global("{\"lsn\":1}", "users", "{}", "orders", "{}", "prices", "{}")
                .record("prices", "id", 2)
                .complete("prices")
                .record("users", "id", 2);
        Optional<WriteSummary> summary = ended(end, global().listener(witness), witness, messages);

        assertThat(values("prices", "id")).isEmpty();
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(lastGlobal()).isEqualTo(1);
        summary.ifPresent(known -> assertThat(known.streams()).noneMatch(StreamSummary::complete));
        write(
                global(),
                script().record("prices", "id", 2)
                        .complete("prices")
                        .global("{\"lsn\":2}", "users", "{}", "orders", "{}", "prices", "{}")
                        .complete("users")
                        .complete("orders"));
        assertThat(values("prices", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    private WriteRequest.Builder global() {
        return WriteRequest.of(catalog(
                        stream("users").field("id", INTEGER).destination("append"),
                        stream("orders")
                                .field("id", INTEGER)
                                .field("v", STRING)
                                .primaryKey("id")
                                .destination("append_dedup"),
                        stream("prices")
                                .field("id", INTEGER)
                                .destination("overwrite")
                                .generation(3, 3)))
                .strategy(WriteStrategy.FROM_CATALOG);
    }

    private int lastGlobal() {
        return states(SOURCE).get(0).at("/global/shared_state/lsn").asInt();
    }
}
