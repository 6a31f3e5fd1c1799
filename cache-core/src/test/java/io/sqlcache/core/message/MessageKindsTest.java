package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.Secret;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Message.Ignored;
import io.sqlcache.core.message.Message.Skipped;
import io.sqlcache.core.message.Message.SourceConfig;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.SourceLog;
import io.sqlcache.core.message.Message.Status;
import io.sqlcache.core.message.Message.StreamStatus;
import io.sqlcache.core.message.Reading.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageKindsTest {

    private static final Row ROW = new Row(StreamId.of("users"), Map.of("id", "NUMBER 1"), 7, "");
    private static final String RECORD = "\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":7}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"RECORD\"," + RECORD + "}",
                " \t{ \"type\" : \"RECORD\" , " + RECORD + " } ",
                "{" + RECORD + ",\"type\":\"RECORD\"}",
                "{\"x\":{\"type\":\"LOG\"}," + RECORD + ",\"y\":[{}],\"type\":\"RECORD\",\"z\":1}",
                "{\"type\":\"RECORD\",\"log\":null," + RECORD + ",\"state\":{},\"trace\":5}",
                "{\"t\\u0079pe\":\"REC\\u004fRD\"," + RECORD + "}",
                "{\"type\":\"LOG\"," + RECORD + ",\"type\":\"RECORD\"}",
                "{\"type\":\"RECORD\",\"record\":null," + RECORD + "}"
            })
    void theEnvelopeOfARecordHasAnyForm(String line) throws InterruptedException {
        assertThat(Reading.one(line, Reading.USERS)).isEqualTo(ROW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"record\":{\"data\":5},\"type\":\"LOG\",\"log\":{\"message\":\"hello\"}}",
                "{" + RECORD + ",\"type\":\"LOG\",\"log\":{\"message\":\"hello\"}}",
                "{" + RECORD + ",\"type\":\"RECORD\",\"type\":\"LOG\",\"log\":{\"message\":\"hello\"}}",
            })
    void recordBeforeAnotherTypeIsNone(String line) throws InterruptedException {
        assertThat(Reading.one(line, Reading.USERS)).isEqualTo(new SourceLog("INFO", "hello"));
    }

    @ParameterizedTest
    @EnumSource
    void streamStatusesAreRead(Status status) throws InterruptedException {
        String line =
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1673536702102.0,\"stream_status\":"
                        + "{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":\"east\"},\"status\":\"" + status
                        + "\",\"reasons\":[{}]}}}";

        assertThat(Reading.one(line)).isEqualTo(new StreamStatus(new StreamId("east", "users"), status));
    }

    @Test
    void errorsOfTheSourceAreReadHoweverLittleTheySay() throws InterruptedException {
        String input = """
                {"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"message":"No access","internal_message":"401","stack_trace":"at","failure_type":"config_error","stream_descriptor":{"name":"users"}}}}
                {"type":"TRACE","trace":{"error":{"internal_message":"401","message":null},"type":"ERROR"}}
                {"type":"TRACE","trace":{"type":"ERROR","error":{"message":" "}}}
                {"type":"TRACE","trace":{"type":"ERROR"}}
                """;

        assertThat(Reading.all(input))
                .containsExactly(
                        new SourceError(StreamId.of("users"), "No access"),
                        new SourceError(null, "401"),
                        new SourceError(null, "the source gave no message"),
                        new SourceError(null, "the source gave no message"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'streamStatus':{'name':'users','status':'SUCCESS','recordsEmitted':3} | COMPLETE",
                "'sourceStatus':{'status':'ERRORED','message':{'summary':'gone'}},'streamStatus':{'name':'users','status':'ERROR'} | users: gone",
                "'streamStatus':{'status':'ERROR','name':'users'},'sourceStatus':{'message':{'code':0,'summary':'gone'},'status':'RUNNING'} | users: gone",
                "'streamStatus':{'name':'users','status':'ERROR'} | users: the source gave no message",
                "'sourceStatus':{'status':'ERRORED','message':{'summary':'gone'}} | null: gone",
                "'sourceStatus':{'status':'ERRORED','message':'gone'} | null: the source gave no message",
                "'sourceStatus':{'status':'SUCCESS'} | nothing",
                "'sourceStatus':{'status':'RUNNING'},'streamStatus':{'name':'users','status':'RUNNING'} | nothing",
                "'streamStatus':{'status':'ERROR'},'sourceIdentity':{'x':[{}]},'logs':[{'streamStatus':5}] | nothing",
                "'streamStatus':'ERROR','sourceStatus':null,'sourceIdentity':[1] | nothing",
            })
    void whatIsSaidBesideAStateIsRead(String beside, String said) throws InterruptedException {
        String state = "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'}}}";
        String line = ("{'state':" + state + ",'type':'STATE'," + beside + "}").replace('\'', '"');

        Message message = (Message) Reading.one(line);

        if (said.equals("nothing")) {
            assertThat(message).isInstanceOf(Message.State.class);
            return;
        }
        Message.Reported reported = (Message.Reported) message;
        assertThat(reported.state().json()).isEqualTo(state.replace('\'', '"'));
        assertThat(reported.said())
                .isEqualTo(
                        said.equals("COMPLETE")
                                ? new StreamStatus(StreamId.of("users"), Status.COMPLETE)
                                : new SourceError(
                                        said.startsWith("null") ? null : StreamId.of("users"),
                                        said.substring(said.indexOf(": ") + 2)));
    }

    @Test
    void heartbeatIsNoRecord() throws InterruptedException {
        String input = """
                {"record":{"stream":"users","emitted_at":1,"data":{"__faros_heartbeat":true}},"type":"RECORD"}
                {"record":{"stream":"users","emitted_at":7,"data":{"id":1,"__faros_heartbeat":true}},"type":"RECORD"}
                """;

        assertThat(Reading.all(input, Reading.USERS)).containsExactly(new Ignored(), ROW);
    }

    @Test
    void stateOfAllStreamsThatIsSentForWhatIsSaidBesideItIsNone() throws InterruptedException {
        String input = """
                {"state":{"data":{}},"type":"STATE","sourceIdentity":{"sourceType":"shop"}}
                {"state":{"data":{}},"type":"STATE","sourceStatus":{"status":"ERRORED","message":{"summary":"gone"}}}
                """;

        assertThat(Reading.all(input)).containsExactly(new Ignored(), new SourceError(null, "gone"));
    }

    @Test
    void logsAreRead() throws InterruptedException {
        String input = """
                {"type":"LOG","log":{"level":"WARN","message":"sl\\u006fw\\n\\"là\\"","stack_trace":"x"}}
                {"log":{"message":"no level"},"type":"LOG"}
                """;

        assertThat(Reading.all(input))
                .containsExactly(new SourceLog("WARN", "slow\n\"là\""), new SourceLog("INFO", "no level"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"SPEC\",\"spec\":{}}",
                "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}",
                "{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}",
                "{\"type\":\"CONTROL\"}",
                "{\"type\":\"CONTROL\",\"control\":{}}",
                "{\"type\":\"CONTROL\",\"control\":{\"type\":\"NEW\",\"connectorConfig\":{\"config\":{}}}}",
                "{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"connectorConfig\":{\"config\":\"x\"}}}",
                "{\"type\":\"DESTINATION_CATALOG\"}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ESTIMATE\",\"estimate\":{\"name\":\"users\"}}}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ANALYTICS\",\"analytics\":{}}}"
            })
    void knownMessagesThatNeedNoActionAreIgnored(String line) throws InterruptedException {
        assertThat(Reading.one(line)).isEqualTo(new Ignored());
    }

    @Test
    void configurationOfTheSourceIsReadAsItCame() throws InterruptedException {
        String line =
                "{\"type\":\"CONTROL\",\"control\":{\"connectorConfig\":{\"config\":{\"token\":\"\\u00fcä\", \"limit\":1.50}},\"type\":\"CONNECTOR_CONFIG\"}}";

        assertThat(Reading.one(line))
                .isEqualTo(new SourceConfig(Secret.of("{\"token\":\"\\u00fcä\", \"limit\":1.50}")))
                .asString()
                .doesNotContain("token");
    }

    @Test
    void linesThatMeanNothingAreSkippedWithAReasonAndReadingGoesOn() throws InterruptedException {
        String input = """
                Starting connector...
                [1,2]
                "{}"
                {"level":"INFO","message":"a log in JSON"}
                {"type":5}
                {"type":"HELLO","record":7}
                {"record":7,"type":"record"}
                {"type":"LOG","log":"text"}
                {"type":"LOG","log":{"level":"INFO"}}
                {"type":"TRACE"}
                {"type":"TRACE","trace":{"type":"NEW"}}
                {"type":"TRACE","trace":{"emitted_at":1}}
                {"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"status":"COMPLETE"}}}
                {"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"stream_descriptor":{"name":"users"},"status":"SUCCEEDED"}}}
                """ + "{\"type\":\"RECORD\"," + RECORD + "}";

        List<Object> read = Reading.all(input, Reading.USERS);

        assertThat(read)
                .containsExactly(
                        new Skipped("line that is not a JSON object"),
                        new Skipped("line that is not a JSON object"),
                        new Skipped("line that is not a JSON object"),
                        new Skipped("JSON object without a message type"),
                        new Skipped("JSON object without a message type"),
                        new Skipped("message of unknown type \"HELLO\""),
                        new Skipped("message of unknown type \"record\""),
                        new Skipped("LOG without a message"),
                        new Skipped("LOG without a message"),
                        new Skipped("TRACE without a type"),
                        new Skipped("TRACE of unknown type \"NEW\""),
                        new Skipped("TRACE without a type"),
                        new Skipped("STREAM_STATUS without a stream or a known status"),
                        new Skipped("STREAM_STATUS without a stream or a known status"),
                        ROW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'RECORD', 'page': 2}",
                " \t{ 'page': 2}",
                "{1, 2}",
                "{None: 3}",
                "{{template}}",
                "{\uFEFF\"type\":\"LOG\"}",
                "[\"type\"]"
            })
    void lineWhoseBraceNoNameFollowsIsNoMessage(String line) throws InterruptedException {
        assertThat(Reading.one(line)).isEqualTo(new Skipped("line that is not a JSON object"));
    }

    @Test
    void emptyObjectIsAMessageWithoutAType() throws InterruptedException {
        assertThat(Reading.all("{}\n{ \t}\n")).containsOnly(new Skipped("JSON object without a message type"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void whereReadsEndDoesNotMatter(int size) throws InterruptedException {
        String input = """
                {"type":"RECORD","record":{"stream":"users","data":{"id":1,"name":"お客様 \\ud83d\\ude00 😀\\n","tags":["\\"",{}]},"emitted_at":7}}
                {"type":"LOG","log":{"level":"INFO","message":"é\\u00e9"}}
                no message
                {"type":"STATE","state":{"data":{"é":"\\t"}}}
                """;

        List<Object> read = Reading.all(Inputs.inPieces(Inputs.utf8(input), size), Reading.USERS);

        assertThat(read).isEqualTo(Reading.all(input, Reading.USERS)).hasSize(4);
        assertThat(((Row) read.get(0)).values())
                .containsEntry("name", "STRING お客様 \\ud83d\\ude00 😀\\n")
                .containsEntry("tags", "ARRAY [\"\\\"\",{}]");
    }

    @Test
    void emptyAndBlankLinesAreIgnored() throws InterruptedException {
        assertThat(Reading.all("\n \t \r\n\n")).containsOnly(new Ignored()).hasSize(3);
    }

    @Test
    void namesInReasonsAreShortAndOnOneLine() throws InterruptedException {
        String name = "😀\\n".repeat(1000);

        assertThat(Reading.one("{\"type\":\"" + name + "\"}"))
                .isEqualTo(new Skipped("message of unknown type \"" + "😀\uFFFD".repeat(50) + "...\""));
    }
}
