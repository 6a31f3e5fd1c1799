package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.cli.testing.FarosSource;
import io.sqlcache.cli.testing.FarosState;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real source, in Node.js on faros-airbyte-cdk, with states of each kind: what becomes of it when all goes well, and when not. */
@Tag("slow")
@Timeout(60)
class FarosSourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String[] REPOSITORIES = {
        "{'name':'engine','created_on':'2021-02-28','stars':1843,'score':99.95,'archived':false,'owner':{'site':{'url':'https://ada.example'},'login':'ada'},'topics':['analytical','brass']}",
        "{'name':'compiler','created_on':'2020-02-29','stars':1952,'score':0.1,'archived':false,'owner':{'site':null,'login':'grace'},'topics':[]}",
        "{'name':'attic','created_on':'1969-07-20','stars':0,'score':null,'archived':true,'owner':null,'topics':null}"
    };
    private static final String[] LABELS = {
        "{'repository':'engine','name':'bug','colour':'#d73a4a'}",
        "{'repository':'engine','name':'idea','colour':null}",
        "{'repository':'compiler','name':'bug','colour':'#ff0000'}"
    };
    private static final String E1 =
            "{'sha':'e1','repository':'engine','committed_at':'2024-01-01T00:00:00Z','message':'Begin','author':{'name':'Ada','email':'ada@ada.example'},'changes':{'added':10,'removed':0}}";
    private static final String E2 =
            "{'sha':'e2','repository':'engine','committed_at':'2024-01-02T03:04:05.678Z','message':'Turn \\'backwards\\'\\n\\nand löop 🧮','author':{'name':'Ada','email':null},'changes':{'added':2,'removed':1}}";
    private static final String E2_AMENDED =
            "{'sha':'e2','repository':'engine','committed_at':'2024-02-02T00:00:00Z','message':'Turn forwards','author':{'name':'Ada','email':null},'changes':{'added':3,'removed':1}}";
    private static final String E3 =
            "{'sha':'e3','repository':'engine','committed_at':'2024-01-31T23:59:59Z','message':'','author':null,'changes':null}";
    private static final String E4 =
            "{'sha':'e4','repository':'engine','committed_at':'2024-02-03T00:00:00Z','message':'Print','author':{'name':'Charles'},'changes':{'added':1,'removed':1}}";
    private static final String C1 =
            "{'sha':'c1','repository':'compiler','committed_at':'2024-01-05T10:00:00Z','message':'Move the bug','author':{'name':'Grace','email':'grace@navy.example'},'changes':{'added':1,'removed':100}}";
    private static final String C2 =
            "{'sha':'c2','repository':'compiler','committed_at':'2024-02-06T00:00:00Z','message':null,'author':{'name':'Grace','email':'grace@navy.example'},'changes':{'added':0,'removed':0}}";
    private static final String D1 = "{'repository':'engine','deployed_at':'2024-01-10T00:00:00Z','seconds':1.5}";
    private static final String D2 = "{'repository':'engine','deployed_at':'2024-01-11T00:00:00Z','seconds':1.5}";
    private static final String D3 = "{'repository':'compiler','deployed_at':'2024-02-10T00:00:00Z','seconds':1E-7}";

    private static String command = "";

    @TempDir
    private Path folder;

    private Path config = Path.of("");

    @BeforeAll
    @Timeout(400)
    static void install() throws Exception {
        command = FarosSource.command();
    }

    @BeforeEach
    void prepare() throws IOException {
        config = TestServer.config(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEGACY", "STREAM", "GLOBAL"})
    void nextSyncReadsOnlyWhatIsNewAndNoRowComesTwice(String states) throws IOException {
        succeeds(sync(states, Map.of("until", "2024-02-01")), 3, 3, 4, 2);
        assertRows("repositories", REPOSITORIES);
        assertRows("labels", LABELS);
        assertRows("commits", E1, E2, E3, C1);
        assertRows("deployments", D1, D2);
        assertState(states, "2024-01-11T00:00:00Z", 1706745599000L, 1704448800000L);

        succeeds(sync(states, Map.of()), 3, 3, 3, 1);
        succeeds(sync(states, Map.of()), 3, 3, 0, 0);

        assertAllRows();
        assertState(states, "2024-02-10T00:00:00Z", 1706918400000L, 1707177600000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEGACY", "STREAM", "GLOBAL"})
    void fullRefreshReadsAllOfItAgainAndNoRowComesTwice(String states) throws IOException {
        succeeds(sync(states, Map.of("until", "2024-02-01")), 3, 3, 4, 2);

        succeeds(sync(states, Map.of(), "--full-refresh"), 3, 3, 7, 3);
        succeeds(sync(states, Map.of()), 3, 3, 0, 0);

        assertAllRows();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEGACY", "STREAM", "GLOBAL"})
    void streamThatFailsMidwayIsToldAndReplacesNothingThoughTheSourceExitsWithZero(String states) throws IOException {
        succeeds(sync(states, Map.of("until", "2024-02-01")), 3, 3, 4, 2);

        CommandRun failed = sync(states, Map.of("fail", "repositories"));

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err())
                .contains("sqlcache: 1 of 4 streams did not complete")
                .contains(
                        "Stream \"repositories\" did not complete: the source failed: the forge broke off in repositories");
        assertRecords(failed, 1, 3, 3, 1);
        assertAllRows();

        succeeds(sync(states, Map.of()), 3, 3, 0, 0);
        assertRows("repositories", REPOSITORIES);
        assertRows("deployments", D1, D2, D3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEGACY", "STREAM", "GLOBAL"})
    void sliceThatFailsIsToldAndReadByTheNextSync(String states) throws IOException {
        CommandRun failed = sync(states, Map.of("fail", "slice"));

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err())
                .contains("sqlcache: 1 of 4 streams did not complete")
                .contains("Stream \"commits\" did not complete: the source failed: the forge hides compiler");
        assertRows("repositories", REPOSITORIES);
        assertRows("commits", E1, E2_AMENDED, E3, E4);

        succeeds(sync(states, Map.of()), 3, 3, 2, 0);
        assertRows("commits", E1, E2_AMENDED, E3, E4, C1, C2);
        assertRows("deployments", D1, D2, D3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEGACY", "STREAM", "GLOBAL"})
    void checkOrSetupThatFailsLeavesRowsAndStateAsTheyAre(String states) throws IOException {
        succeeds(sync(states, Map.of("until", "2024-02-01")), 3, 3, 4, 2);
        String state = state();

        CommandRun check = sync(states, Map.of("fail", "check"));
        CommandRun setup = sync(states, Map.of("fail", "setup"));

        assertThat(check.exitCode()).as(check.err()).isEqualTo(1);
        assertThat(check.err()).doesNotContain("opensesame");
        assertThat(setup.exitCode()).as(setup.err()).isEqualTo(1);
        for (String stream : List.of("repositories", "labels", "commits", "deployments")) {
            assertThat(check.err())
                    .contains(
                            "Stream \"%s\" did not complete: the source failed: it cannot connect: the forge refuses the token ****"
                                    .formatted(stream));
            assertThat(setup.err())
                    .contains("Stream \"%s\" did not complete: the source failed: the forge is down".formatted(stream));
        }
        assertThat(state()).isEqualTo(state);
        succeeds(sync(states, Map.of()), 3, 3, 3, 1);
        assertRows("deployments", D1, D2, D3);
    }

    @Test
    void processThatFailsAtItsEndFailsTheSyncThoughAllOfItIsStored() throws IOException {
        CommandRun run = sync("LEGACY", Map.of("fail", "end"));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err())
                .contains("sqlcache: The source failed after it had completed all its streams, which are stored:"
                        + " the forge hung up.");
        assertRows("repositories", REPOSITORIES);
        assertRows("commits", E1, E2_AMENDED, E3, E4, C1, C2);
        succeeds(sync("LEGACY", Map.of()), 3, 3, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEGACY", "STREAM"})
    void streamThatIsEmptyNowEmptiesItsTable(String states) throws IOException {
        succeeds(sync(states, Map.of()), 3, 3, 7, 3);

        succeeds(sync(states, Map.of("empty", true)), 0, 3, 0, 0);

        assertRows("repositories");
        assertRows("labels", LABELS);
    }

    @Test
    void heartbeatsOfASlowSourceAreNoRows() throws IOException {
        Map<String, ?> slow = Map.of("pause_ms", 50, "source_heartbeat_interval_ms", 15);

        succeeds(sync("STREAM", slow), 3, 3, 7, 3);

        assertAllRows();
    }

    @Test
    void whatTheSourceAddsOnThePlatformIsAColumn() throws IOException {
        succeeds(sync("STREAM", Map.of()), 3, 3, 7, 3);

        assertThat(jsonl("labels"))
                .hasSize(3)
                .allSatisfy(
                        row -> assertThat(row.path("__faros_data").path("name")).isEqualTo(row.path("name")));
        assertThat(jsonl("deployments"))
                .allSatisfy(row -> assertThat(row.has("__faros_data")).isFalse());
    }

    private CommandRun sync(String states, Map<String, ?> settings, String... more) throws IOException {
        Path source = FarosSource.config(folder, states, settings);
        Stream<String> arguments = Stream.of(
                "sync",
                "--source-command",
                command,
                "--source-config",
                source.toString(),
                "--config",
                config.toString());
        CommandRun run = CommandRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
        assertThat(run.out()).isEmpty();
        return run;
    }

    private static void succeeds(CommandRun run, int... records) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("warning:", "incomplete");
        assertRecords(run, records);
    }

    /** How many records came of each stream, in the source's order. */
    private static void assertRecords(CommandRun run, int... records) {
        List<Integer> counts = Pattern.compile(
                        "(?m)^(?:repositories|labels|commits|deployments) +\\| \\w+ +\\| +(\\d+) \\|")
                .matcher(run.err())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
        assertThat(counts)
                .as(run.err())
                .containsExactly(Arrays.stream(records).boxed().toArray(Integer[]::new));
    }

    /** Of every stream, once all of it was read. */
    private void assertAllRows() throws IOException {
        assertRows("repositories", REPOSITORIES);
        assertRows("labels", LABELS);
        assertRows("commits", E1, E2_AMENDED, E3, E4, C1, C2);
        assertRows("deployments", D1, D2, D3);
    }

    /** The rows are these and no others, in any order: the source's fields, apostrophes standing for quotation marks. */
    private void assertRows(String stream, String... rows) throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        for (String row : rows) {
            expected.add(
                    JSON.readTree(row.replace("\\'", "\0").replace('\'', '"').replace("\0", "\\\"")));
        }
        List<JsonNode> found = jsonl(stream);
        found.forEach(row -> ((ObjectNode) row).remove(List.of("__faros_data", "__faros_heartbeat")));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Every row of a stream, without the columns of Airbyte. */
    private List<JsonNode> jsonl(String stream) throws IOException {
        CommandRun run = CommandRun.of("read", "--config", config.toString(), stream, "--format", "jsonl");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : run.outLines()) {
            ObjectNode row = (ObjectNode) JSON.readTree(line);
            row.remove(List.of("_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_meta", "_airbyte_generation_id"));
            rows.add(row);
        }
        return rows;
    }

    private String state() {
        CommandRun run = CommandRun.of("state", "--config", config.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    /** How far the stored state says that deployments and the slices of commits were read. */
    private void assertState(String kind, String deployed, long engine, long compiler) throws IOException {
        Map<String, JsonNode> streams = FarosState.ofStreams(state(), kind);
        assertThat(streams).containsEntry("deployments", JSON.createObjectNode().put("last", deployed));
        assertThat(streams)
                .containsEntry(
                        "commits",
                        JSON.readTree("{\"engine\":{\"cutoff\":%d},\"compiler\":{\"cutoff\":%d}}"
                                .formatted(engine, compiler)));
    }
}
