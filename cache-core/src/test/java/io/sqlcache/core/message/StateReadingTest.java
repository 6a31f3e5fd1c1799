package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.State;
import io.sqlcache.core.message.Message.StateKind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateReadingTest {

    @Test
    void aStateOfOneStreamIsKeptAsItCame() throws InterruptedException {
        String json =
                "{ \"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":\"east\"},"
                        + "\"stream_state\":{\"c\":1.000000000000000000000000000010e+00,\"t\":\"\\u00e9é\\ud800\"}},\"sourceStats\":{\"recordCount\":100000.0} }";

        assertThat(state(json))
                .isEqualTo(new State(
                        StateKind.STREAM, new StreamId("east", "users"), List.of(), json, OptionalLong.of(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"global", "global_"})
    void aGlobalStateListsWhatItCovers(String name) throws InterruptedException {
        String json = "{\"type\":\"GLOBAL\",\"" + name
                + "\":{\"shared_state\":{\"lsn\":18446744073709551616},\"stream_states\":["
                + "{\"stream_descriptor\":{\"name\":\"a\"},\"stream_state\":{\"stream_descriptor\":{\"name\":\"no\"}}},"
                + "{\"stream_state\":null,\"stream_descriptor\":{\"namespace\":\"n\",\"name\":\"b\"}}]},\"stream\":null}";

        assertThat(state(json))
                .isEqualTo(new State(
                        StateKind.GLOBAL,
                        null,
                        List.of(StreamId.of("a"), new StreamId("n", "b")),
                        json,
                        OptionalLong.empty()));
    }

    @Test
    void aNullSpellingOfGlobalDoesNotHideTheOther() throws InterruptedException {
        String json = "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[]},\"global_\":null}";

        assertThat(state(json)).isEqualTo(new State(StateKind.GLOBAL, null, List.of(), json, OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"users\":{\"cursor\":1}}}",
                "{\"type\":null,\"data\":{}}",
                "{\"type\":\"LEGACY\",\"data\":{},\"type\":null}",
                "{\"data\":{},\"type\":\"LEGACY\",\"stream\":null,\"global\":null}",
                "{}"
            })
    void aStateWithoutATypeIsLegacy(String json) throws InterruptedException {
        assertThat(state(json)).isEqualTo(new State(StateKind.LEGACY, null, List.of(), json, OptionalLong.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "12.0, 12",
        "1.2e1, 12",
        "9007199254740992, 9007199254740992",
        "-1, ",
        "0.5, ",
        "1e300, ",
        "1e999, ",
        "NaN, ",
        "'\"12\"', ",
        "null, "
    })
    void theSourcesCountIsReadIfItIsACount(String written, Long expected) throws InterruptedException {
        State state = state("{\"sourceStats\":{\"recordCount\":" + written + "},\"data\":{}}");

        assertThat(state.sourceRecordCount())
                .isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
    }

    @Test
    void aStateIsGivenOnOneLine() throws InterruptedException {
        assertThat(state("{\"data\":\r{\"a\":\"\\r\"}}").json()).isEqualTo("{\"data\": {\"a\":\"\\r\"}}");
    }

    @Test
    void statesOfUnknownStreamsAreGivenToo() throws InterruptedException {
        State state = state("{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"unheard of\"}}}");

        assertThat(state.stream()).isEqualTo(StreamId.of("unheard of"));
    }

    @Test
    void theEnvelopeOfAStateHasAnyOrder() throws InterruptedException {
        String json = "{\"data\":{}}";

        assertThat(Reading.one("{\"record\":{},\"state\":" + json + ",\"type\":\"STATE\"}"))
                .isEqualTo(new State(StateKind.LEGACY, null, List.of(), json, OptionalLong.empty()));
    }

    private static State state(String json) throws InterruptedException {
        return (State) Reading.one("{\"type\":\"STATE\",\"state\":" + json + "}");
    }
}
