package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Input: lines of the protocol, and lines that are something else. */
abstract class InputContract extends CacheContract {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("name", STRING));

    InputContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void linesThatAreNoObjectsAreSkippedAndCounted() {
        WriteSummary summary = append(script().line("Starting source...")
                .record("users", "id", 1)
                .line("[1,2]")
                .line("null")
                .line("{'page': 2}")
                .record("users", "id", 2)
                .complete("users"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.warnings().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(4);
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void unknownMessageTypesAreSkippedAndCountedByName() {
        WriteSummary summary = append(script().line("{\"type\":\"HOLOGRAM\",\"hologram\":{\"x\":[1,{\"y\":2}]}}")
                .line("{\"type\":\"HOLOGRAM\"}")
                .record("users", "id", 1)
                .complete("users"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertWarned(summary, "HOLOGRAM", 2);
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void recordsAndStatesOfUnknownStreamsAreSkippedAndCountedByName() {
        WriteSummary summary = append(script().record("ghosts", "id", 1)
                .record("ghosts", "id", 2)
                .record("users", "id", 1)
                .complete("users"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertWarned(summary, "ghosts", 2);
        assertThat(cache().streams()).containsExactly(StreamId.of("users"));
    }

    @Test
    void stateOfAStreamThatIsNotInTheCatalogIsGivenBackButNotStored() {
        assertThat(givenBack(script().state("ghosts", "{\"c\":1}").complete("users")))
                .containsExactly(StreamId.of("ghosts"));
        assertThat(storedState("ghosts")).isEmpty();
    }

    @Test
    void stateThatCoversDroppedRecordsIsNeitherGivenBackNorStoredAndFailsTheWrite() {
        StreamId east = new StreamId("east", "users");
        WriteSummary summary = append(script().record(east, "{\"id\":1}").state(east, "{\"c\":1}"));
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.failures()).singleElement().asString().contains("\"east.users\"", "it has \"users\"");

        assertThat(givenBack(script().record("ghosts", "id", 1)
                        .state("ghosts", "{\"c\":1}")
                        .record("users", "id", 1)
                        .state("users", "{\"c\":1}")
                        .complete("users")))
                .containsExactly(StreamId.of("users"));
        assertThat(storedState("ghosts")).isEmpty();
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
    }

    @Test
    void namespacesCanBeIgnored() {
        StreamId east = new StreamId("east", "users");
        WriteSummary summary = write(
                WriteRequest.of(USERS).strategy(WriteStrategy.APPEND).ignoreNamespace(),
                script().record(east, "{\"id\":1}").state(east, "{\"c\":1}").status(east, "COMPLETE"));

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(storedState(SOURCE, east)).as("as the source spells it").contains(json("{\"c\":1}"));
    }

    private List<StreamId> givenBack(MessageScript messages) {
        List<StreamId> given = new ArrayList<>();
        WriteListener listener = new WriteListener() {
            @Override
            public void stateCommitted(CommittedState state) {
                given.add(state.stream());
            }
        };
        write(WriteRequest.of(USERS).strategy(WriteStrategy.APPEND).listener(listener), messages);
        return given;
    }

    @Test
    void messagesThatNeedNoActionGiveNoWarning() {
        WriteSummary summary = append(script().line("{\"type\":\"SPEC\",\"spec\":{\"connectionSpecification\":{}}}")
                .line("{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}")
                .line("{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}")
                .line("{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1.5}}")
                .line("{\"type\":\"TRACE\",\"trace\":{\"type\":\"ESTIMATE\",\"emitted_at\":1.5,"
                        + "\"estimate\":{\"name\":\"users\",\"type\":\"STREAM\",\"row_estimate\":5}}}")
                .line("{\"type\":\"TRACE\",\"trace\":{\"type\":\"ANALYTICS\",\"emitted_at\":1,\"analytics\":{}}}")
                .complete("users"));

        assertThat(summary.warnings()).isEmpty();
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void linesMayEndWithCarriageReturnAndLineFeed() {
        WriteSummary summary = append(script().crlf()
                .record("users", "id", 1, "name", "a")
                .record("users", "id", 2, "name", "b\r\n")
                .complete("users"));

        assertThat(summary.warnings()).isEmpty();
        assertThat(rows("users")).containsExactlyInAnyOrder(row("id", 1L, "name", "a"), row("id", 2L, "name", "b\r\n"));
    }

    @Test
    void lastLineWithoutALineEndCounts() {
        String text = script().complete("users").record("users", "id", 1).text();
        writeText(script().record("users", "id", 1).text()
                + script().complete("users").text().strip());
        assertThat(values("users", "id")).containsExactly(1L);

        workspace.close();
        writeText(text.substring(text.indexOf('\n') + 1).strip());
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void orderOfPropertiesDoesNotMatter() {
        StreamId sales = new StreamId("sales", "users");
        write(
                WriteRequest.of(catalog(stream(sales).field("id", INTEGER).field("name", STRING)))
                        .strategy(WriteStrategy.APPEND),
                script().line("{\"record\":{\"data\":{\"name\":\"a\",\"id\":1},\"emitted_at\":5,\"stream\":\"users\","
                                + "\"namespace\":\"sales\"},\"type\":\"RECORD\"}")
                        .line("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":2},"
                                + "\"emitted_at\":5,\"namespace\":\"sales\"}}")
                        .line("{\"type\":\"RECORD\",\"record\":{\"namespace\":\"sales\",\"data\":{\"id\":3},"
                                + "\"stream\":\"users\",\"emitted_at\":5}}")
                        .line(
                                "{\"state\":{\"stream\":{\"stream_state\":{\"c\":3},\"stream_descriptor\":"
                                        + "{\"namespace\":\"sales\",\"name\":\"users\"}},\"type\":\"STREAM\"},\"type\":\"STATE\"}")
                        .status(sales, "COMPLETE"));

        assertThat(allColumns(sales).stream().map(row -> row.value("id"))).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(storedState(SOURCE, sales)).contains(json("{\"c\":3}"));
    }

    @Test
    void unknownPropertiesAreIgnoredEverywhere() {
        WriteSummary summary = append(script().line(
                        "{\"v\":1,\"type\":\"RECORD\",\"x\":{\"type\":\"STATE\"},\"record\":{\"file_reference\":{\"a\":[{}]},"
                                + "\"stream\":\"users\",\"emitted_at\":5,\"data\":{\"id\":1,\"stream\":\"other\","
                                + "\"data\":{\"id\":2}},\"later\":null},\"y\":[]}")
                .complete("users"));

        assertThat(summary.warnings()).isEmpty();
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void namesAndValuesMayBeEscaped() {
        append(script().line("{\"\\u0074ype\":\"REC\\u004fRD\",\"record\":{\"stream\":\"us\\u0065rs\",\"emitted_at\":5,"
                        + "\"data\":{\"\\u0069d\":1,\"n\\u0061me\":\"\\u00e9\\ud83d\\ude00\\n\\t\\\"\\\\\\/\"}}}")
                .complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 1L, "name", "é😀\n\t\"\\/"));
    }

    @Test
    void inputMayComeInPiecesOfAnySize() {
        MessageScript messages =
                script().record("users", "id", 1, "name", "é😀").complete("users");
        InputStream oneByteAtATime = new FilterInputStream(messages.input()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
        cache().write(oneByteAtATime, request().build());

        assertThat(rows("users")).containsExactly(row("id", 1L, "name", "é😀"));
    }

    @Test
    void inputIsReadToItsEndAndNotClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream input = new FilterInputStream(script().complete("users").input()) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        WriteSummary summary = cache().write(input, request().build());

        assertThat(closed).isFalse();
        assertThat(input).isEmpty();
        assertThat(summary.inputBytes())
                .isEqualTo(script().complete("users").text().length());
    }

    @Test
    void emptyInputIsAWriteOfNothing() {
        WriteSummary summary = append(script());

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.totalRecords()).isZero();
        assertThat(summary.inputBytes()).isZero();
    }

    @Test
    void logsOfTheSourceReachTheListener() {
        List<String> logged = new ArrayList<>();
        WriteListener listener = new WriteListener() {
            @Override
            public void sourceLogged(String level, String message) {
                logged.add(level + " " + message);
            }
        };
        write(request().listener(listener), script().log("WARN", "slow \"API\"").complete("users"));

        assertThat(logged).containsExactly("WARN slow \"API\"");
    }

    @Test
    void timesOfEmissionInMicroOrNanosecondsAreScaledAndToldOnce() {
        String line = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":%s,\"data\":{\"id\":%d}}}";
        WriteSummary summary = append(script().line(line.formatted("1700000000123", 1))
                .line(line.formatted("1700000000123456", 2))
                .line(line.formatted("1700000000123456789", 3))
                .complete("users"));

        assertThat(summary.warnings())
                .containsExactly(Map.entry(
                        "the \"emitted_at\" of records is in micro- or nanoseconds instead of milliseconds, first of stream \"users\": it is read as that",
                        1L));
        assertThat(allColumns(StreamId.of("users")))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.value("_airbyte_extracted_at"))
                        .isEqualTo(OffsetDateTime.parse("2023-11-14T22:13:20.123Z")));
    }

    private static void assertWarned(WriteSummary summary, String text, long times) {
        assertThat(summary.warnings().entrySet()).anySatisfy(warning -> {
            assertThat(warning.getKey()).contains(text);
            assertThat(warning.getValue()).isEqualTo(times);
        });
    }

    private WriteSummary append(MessageScript messages) {
        return write(request(), messages);
    }

    private void writeText(String text) {
        cache().write(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        request().build());
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(USERS).strategy(WriteStrategy.APPEND).throttle(CommitThrottle.NONE);
    }
}
