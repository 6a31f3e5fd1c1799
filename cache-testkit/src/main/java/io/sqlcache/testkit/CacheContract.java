package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** What all contracts do: write a script into a fresh schema, look at rows and states. */
abstract class CacheContract {

    /** The name of the source where a test says nothing else: that of {@link WriteRequest#of}. */
    static final String SOURCE = "source";

    /** Commits nothing before the input ends. */
    static final CommitThrottle NEVER = new CommitThrottle(Long.MAX_VALUE, Duration.ofDays(1), Long.MAX_VALUE);

    final CacheConformanceTest suite;
    final Workspace workspace;

    CacheContract(CacheConformanceTest suite) {
        this.suite = suite;
        this.workspace = Workspace.fresh(suite);
    }

    @AfterEach
    final void dropSchema() {
        workspace.close();
    }

    final CacheBase cache() {
        return workspace.cache();
    }

    /** Writes with the strategy AUTO. */
    final WriteSummary write(ConfiguredCatalog catalog, MessageScript messages) {
        return write(WriteRequest.of(catalog), messages);
    }

    final WriteSummary write(ConfiguredCatalog catalog, WriteStrategy strategy, MessageScript messages) {
        return write(WriteRequest.of(catalog).strategy(strategy), messages);
    }

    final WriteSummary write(WriteRequest.Builder request, MessageScript messages) {
        return cache().write(messages.input(), request.build());
    }

    /** The fields of the source of every row, in the order in which the database gives them. */
    final List<Row> rows(String stream) {
        return allColumns(StreamId.of(stream)).stream().map(Rows::ofTheSource).toList();
    }

    /** The values of one column, {@code "NULL"} for null; of no row if the cache does not hold the stream. */
    final List<Object> values(String stream, String column) {
        return allColumns(StreamId.of(stream)).stream()
                .map(row -> Objects.requireNonNullElse(row.value(column), "NULL"))
                .toList();
    }

    /** Every row with every column; none if the cache does not hold the stream. */
    final List<Row> allColumns(StreamId stream) {
        if (!cache().streams().contains(stream)) {
            return List.of();
        }
        try (Stream<Row> records = cache().stream(stream).records()) {
            return records.toList();
        }
    }

    /** The table of a stream, quoted, with its schema. */
    final String table(String stream) {
        return workspace.quoted(cache().stream(stream).tableName());
    }

    /** A column, quoted. */
    final String column(String name) {
        return workspace.quotedColumn(name);
    }

    /** The states stored for a source. */
    final List<JsonNode> states(String source) {
        return cache().state(source)
                .map(json -> StreamSupport.stream(Json.tree(json).spliterator(), false)
                        .toList())
                .orElse(List.of());
    }

    /** The {@code stream_state} stored for a stream; null if there is none. */
    final Optional<JsonNode> storedState(String stream) {
        return storedState(SOURCE, StreamId.of(stream));
    }

    final Optional<JsonNode> storedState(String source, StreamId stream) {
        return storedState(states(source), stream);
    }

    /** The {@code stream_state} of a stream among stored states; null if there is none. */
    static Optional<JsonNode> storedState(List<JsonNode> states, StreamId stream) {
        return states.stream()
                .map(state -> state.path("stream"))
                .filter(state -> isAbout(state.path("stream_descriptor"), stream))
                .map(state -> state.path("stream_state"))
                .findFirst();
    }

    final boolean can(Capability capability) {
        return workspace.capabilities().contains(capability);
    }

    /** Expects a failure of ours; to be asked for its message. */
    static AbstractThrowableAssert<?, ? extends Throwable> refused(CacheException.Kind kind, ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(CacheException.class, failure -> {
            if (failure.kind() != kind) {
                throw new AssertionError("Expected a failure of kind %s but it is %s: %s"
                        .formatted(kind, failure.kind(), failure.getMessage()));
            }
        });
    }

    static JsonNode json(String text) {
        return Json.tree(text);
    }

    /** The JSON of a text in which apostrophes stand for quotation marks. */
    static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static boolean isAbout(JsonNode descriptor, StreamId stream) {
        return new StreamId(
                                descriptor.path("namespace").asText(""),
                                descriptor.path("name").asText(""))
                        .equals(stream)
                && descriptor.has("name");
    }
}
