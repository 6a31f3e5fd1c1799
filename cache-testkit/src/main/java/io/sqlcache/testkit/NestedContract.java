package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Keys and cursors inside of objects. Records are numbered in the order of the test; rows are known by these numbers. */
abstract class NestedContract extends CacheContract {

    private long number;

    NestedContract(CacheConformanceTest suite) {
        super(suite);
    }

    /** Writes one script after the other, and expects the rows of these numbers; or a refusal of the first. */
    final void leaves(ConfiguredCatalog catalog, List<MessageScript> writes, long... numbers) {
        if (can(Capability.NESTED_KEYS)) {
            writes.forEach(messages -> write(catalog, WriteStrategy.MERGE, messages.complete("users")));
            assertThat(values("users", "n"))
                    .containsExactlyInAnyOrder(LongStream.of(numbers).boxed().toArray());
        } else {
            isRefused(WriteRequest.of(catalog).strategy(WriteStrategy.MERGE));
        }
    }

    /** Expects the write to be refused for want of the capability. */
    final void isRefused(WriteRequest.Builder request) {
        refused(CacheException.Kind.CONFIG, () -> write(request, script().complete("users")))
                .hasMessageContaining("users")
                .hasMessageContaining(Capability.NESTED_KEYS.name());
    }

    /** Records of these fields, in JSON with apostrophes for quotation marks. */
    final MessageScript records(String... fields) {
        return exactly(Stream.of(fields).map(CacheContract::quoted).toArray(String[]::new));
    }

    /** The same in JSON as it is. */
    final MessageScript exactly(String... fields) {
        MessageScript messages = script();
        for (String each : fields) {
            messages.record("users", "{\"n\":%d,%s}".formatted(++number, each));
        }
        return messages;
    }

    /** Users of whom {@code who} is of this type. */
    static StreamScript users(LogicalType type) {
        return stream("users").field("n", INTEGER).field("who", type);
    }

    /** Users of whom {@code who} has this schema, in JSON with apostrophes for quotation marks. */
    static StreamScript users(String schema) {
        return stream("users").field("n", INTEGER).field("who", quoted(schema));
    }
}
