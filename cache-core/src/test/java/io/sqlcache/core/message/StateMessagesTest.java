package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateMessagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ",
                "{ } | ",
                "{\"data\":{}} | \"data\":{},",
                "{ \"data\" : {\"n\":1.0e0, \"s\":\"}é\\n\"} , \"x\":1.10 } | \"data\" : {\"n\":1.0e0, \"s\":\"}é\\n\"},\"x\":1.10,",
                "{\"a\":\"{\\\"b\\\"\",\"sourceStats\":{\"recordCount\":7.0}} | \"a\":\"{\\\"b\\\"\",\"sourceStats\":{\"recordCount\":7.0},",
                "{\"destinationStats\":{\"recordCount\":1},\"n\":100000000000000000000.50} | \"n\":100000000000000000000.50,",
                "{\"n\":1,\"destinationStats\":null,\"m\":2,\"destinationStats\":{\"a\":[1]}} | \"n\":1,\"m\":2,",
                "{\"d\\u0065stinationStats\":1,\"x\":{\"destinationStats\":5}} | \"x\":{\"destinationStats\":5},",
                "{\"type\":\"GLOBAL\",\"global_\" : {\"a\":1}} | \"type\":\"GLOBAL\",\"global\":{\"a\":1},",
                "{\"global\":{\"a\":1},\"global_\":null} | \"global\":{\"a\":1},",
                "{\"global\":null,\"global_\":{\"a\":1},\"data\":null} | \"global\":{\"a\":1},\"data\":null,"
            })
    void aStateIsGivenBackAsItCameWithOurCount(String state, String kept) {
        String expected = kept == null ? "" : kept;

        assertThat(StateMessages.givenBack(state, 123))
                .isEqualTo("{\"type\":\"STATE\",\"state\":{" + expected
                        + "\"destinationStats\":{\"recordCount\":123.0}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {\"type\":\"LEGACY\"}",
                "{\"sourceStats\":{\"recordCount\":1.0}} | {\"type\":\"LEGACY\"}",
                "{\"type\":\"STREAM\", \"stream\" : {\"x\":[1.0 , 2]},\"sourceStats\":{},\"destinationStats\":{}} | {\"type\":\"STREAM\",\"stream\" : {\"x\":[1.0 , 2]}}",
                "{\"sourceStats\":{},\"data\":{\"sourceStats\":0.10},\"destinationStats\":{}} | {\"data\":{\"sourceStats\":0.10},\"type\":\"LEGACY\"}",
                "{\"type\":null,\"data\":{}} | {\"data\":{},\"type\":\"LEGACY\"}"
            })
    void aStateIsStoredWithItsTypeAndWithoutTheStatistics(String state, String stored) {
        assertThat(StateMessages.stored(state)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{ORDERS}, {USERS}] | [{ORDERS}]",
                "[ {USERS} , {ORDERS} ] | [{ORDERS}]",
                "[{USERS}] | []",
                "[] | []",
                "[{ORDERS},{OTHERS_USERS}] | [{ORDERS},{OTHERS_USERS}]"
            })
    void aStateOfAllStreamsStaysAsItIsWithoutOneOfThem(String before, String after) {
        String state =
                "{\"type\":\"GLOBAL\", \"global\" : {\"shared_state\":{\"n\":1.0e0},\"stream_states\":%s ,\"x\":[\"}é\"]}}";

        assertThat(StateMessages.without(state.formatted(spelt(before)), StreamId.of("users"), StreamMatching.EXACT))
                .isEqualTo(state.formatted(spelt(after)));
    }

    @Test
    void aStateOfAllStreamsMayNameOneInAnotherNamespace() {
        String state = "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":%s}}";

        assertThat(StateMessages.without(
                        state.formatted(spelt("[{ORDERS},{OTHERS_USERS}]")),
                        StreamId.of("users"),
                        StreamMatching.BY_NAME))
                .isEqualTo(state.formatted(spelt("[{ORDERS}]")));
    }

    private static String spelt(String states) {
        return states.replace(
                        "{ORDERS}", "{\"stream_state\":{\"a\":[1, 2]},\"stream_descriptor\":{\"name\":\"orders\"}}")
                .replace(
                        "{USERS}",
                        "{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":null},\"stream_state\":{\"b\":\"]\"}}")
                .replace("{OTHERS_USERS}", "{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":\"others\"}}");
    }
}
