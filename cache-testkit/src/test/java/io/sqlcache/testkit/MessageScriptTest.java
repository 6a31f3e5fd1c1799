package io.sqlcache.testkit;

import static io.sqlcache.testkit.MessageScript.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageScriptTest {

    @Test
    void recordCarriesItsFieldsInTheGivenOrder() {
        assertThat(script().record("users", "id", 1, "name", "A\"da", "gone", null)
                        .text())
                .isEqualTo("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1714979289123,"
                        + "\"data\":{\"id\":1,\"name\":\"A\\\"da\",\"gone\":null}}}\n");
    }

    @Test
    void jsonGivenAsTextIsNotTouched() {
        String data = "{ \"n\" : 1.50e3, \"n\" : \"\\u0041\" }";

        assertThat(script().record("users", data).text()).contains(":" + data + "}");
        assertThat(script().state("users", data).text()).contains(":" + data + "}");
        assertThat(script().legacy(data).text()).contains(":" + data + "}");
    }

    @Test
    void namespaceStandsInRecordsStatesAndStatuses() {
        StreamId users = new StreamId("sales", "users");
        String text = script().record(users, "{}")
                .state(users, "{}")
                .status(users, "STARTED")
                .text();

        assertThat(text.lines()).hasSize(3).allMatch(line -> line.contains("\"namespace\":\"sales\""));
    }

    @Test
    void emissionTimeHoldsFromItsCallOn() {
        Instant later = Instant.parse("2030-01-01T00:00:00Z");
        String text = script().record("a", "{}")
                .emittedAt(later)
                .record("a", "{}")
                .record("a", "{}")
                .text();

        assertThat(text.lines()
                        .map(line -> Json.tree(line).at("/record/emitted_at").asLong()))
                .containsExactly(MessageScript.EMITTED_AT.toEpochMilli(), later.toEpochMilli(), later.toEpochMilli());
    }

    @Test
    void globalStateListsItsStreams() {
        JsonNode state = Json.tree(script().global("{\"lsn\":1}", "a", "{\"x\":1}", "b", "{}")
                        .text())
                .at("/state/global");

        assertThat(state.at("/shared_state/lsn").asInt()).isEqualTo(1);
        assertThat(state.at("/stream_states/0/stream_state/x").asInt()).isEqualTo(1);
        assertThat(state.at("/stream_states/1/stream_descriptor/name").asText()).isEqualTo("b");
    }

    @Test
    void everyMessageIsAnObjectOfItsOwnLine() {
        String text = script().started("a")
                .running("a")
                .complete("a")
                .incomplete("a")
                .error("no\nluck")
                .error("a", "no \"luck\"")
                .log("INFO", "x")
                .mark("y")
                .text();

        assertThat(text.lines())
                .hasSize(8)
                .allSatisfy(line ->
                        assertThat(Json.tree(line).path("type").asText()).isIn("TRACE", "LOG"));
    }

    @Test
    void inputIsUtf8AndMayBreakAfterItsLastLine() throws IOException {
        MessageScript script = script().line("é😀").crlf().line("x");
        try (InputStream input = script.input()) {
            assertThat(input.readAllBytes()).isEqualTo("é😀\nx\r\n".getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream input = script.inputThatBreaks(new IOException("gone"))) {
            assertThat(input.readNBytes(10)).hasSize(10);
            assertThatThrownBy(input::read).hasMessage("gone");
        }
    }
}
