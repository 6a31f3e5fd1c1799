package io.sqlcache.cli;

import static io.sqlcache.cli.testing.ScriptedSource.log;
import static io.sqlcache.cli.testing.ScriptedSource.record;
import static io.sqlcache.cli.testing.ScriptedSource.state;
import static io.sqlcache.cli.testing.ScriptedSource.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.ScriptedSource;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are read from their beginning: events are appended otherwise, colours are always read so. */
@Timeout(60)
class SyncRefreshTest {

    private static final String EVENTS =
            "{\"name\":\"events\",\"supported_sync_modes\":[\"full_refresh\",\"incremental\"],\"source_defined_cursor\":true,\"default_cursor_field\":[\"n\"],"
                    + "\"json_schema\":{\"properties\":{\"id\":{\"type\":\"integer\"},\"n\":{\"type\":\"integer\"}}}}";
    private static final String COLOURS =
            "{\"name\":\"colours\",\"supported_sync_modes\":[\"full_refresh\"],\"is_resumable\":false,\"json_schema\":{\"properties\":{\"id\":{\"type\":\"integer\"},\"name\":{\"type\":\"string\"}}}}";
    /** What the source is started with, for {@link #seen}. */
    private static final String NOTE =
            "rm -f state.json; test -z \"$7\" || cp \"$7\" state.json\ncp \"$5\" catalog.json\n";

    private static final String ALL_COMPLETE = status("events", "COMPLETE") + status("colours", "COMPLETE");

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        config = TestServer.config(folder);
        Files.writeString(folder.resolve("source.json"), "{}");
    }

    private static String global(int cursor) {
        return "echo '{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"s\":1.50},\"stream_states\":["
                + Stream.of("events", "colours")
                        .map(name -> "{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"n\":%d}}"
                                .formatted(name, cursor))
                        .collect(Collectors.joining(","))
                + "]}}}'\n";
    }

    private static String legacy(int cursor) {
        return "echo '{\"type\":\"STATE\",\"state\":{\"type\":\"LEGACY\",\"data\":{\"n\":%d}}}'\n".formatted(cursor);
    }

    private static String stateOf(String kind, int cursor) {
        return kind.equals("GLOBAL") ? global(cursor) : legacy(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLOBAL", "LEGACY"})
    void streamThatIsReadWholeIsReplacedUnderAStateOfAllStreams(String kind) throws IOException {
        CommandRun first = sync(record("colours", 1) + record("events", 1) + stateOf(kind, 1) + ALL_COMPLETE);
        assertThat(first.exitCode()).as(first.err()).isZero();

        CommandRun second = sync(record("colours", 2) + stateOf(kind, 2) + record("events", 2) + stateOf(kind, 3));
        assertThat(second.exitCode()).as(second.err()).isZero();

        assertThat(ids("colours")).as("replaced").containsExactly(2);
        assertThat(ids("events")).as("appended").containsExactly(1, 2);
        assertThat(seen("catalog.json").split("generation_id", -1))
                .as("generation_id and minimum_generation_id of one stream")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLOBAL", "LEGACY"})
    void syncAfterOneThatFailedMidwayLosesAndDoublesNothing(String kind) throws IOException {
        assertThat(sync(record("colours", 1) + stateOf(kind, 1) + ALL_COMPLETE).exitCode())
                .isZero();

        CommandRun failed =
                sync(record("colours", 2) + record("events", 1) + stateOf(kind, 2) + record("colours", 3) + "exit 3");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(ids("colours")).as("the old rows").containsExactly(1);
        assertThat(ids("events")).as("covered by the state").containsExactly(1);

        assertThat(sync(record("colours", 2) + record("colours", 3) + record("events", 2) + stateOf(kind, 3))
                        .exitCode())
                .isZero();
        assertThat(seen("state.json")).contains("\"n\":2");
        assertThat(ids("colours")).containsExactly(2, 3);
        assertThat(ids("events")).containsExactly(1, 2);
    }

    @Test
    void globalStateIsHandedBackWithoutStreamsThatAreReadWhole() throws IOException {
        assertThat(sync(global(1) + ALL_COMPLETE).exitCode()).isZero();

        assertThat(sync(log("none")).exitCode()).as("colours is empty anyway").isZero();
        assertThat(seen("state.json"))
                .contains("\"shared_state\":{\"s\":1.50}", "{\"name\":\"events\"}")
                .doesNotContain("colours");
    }

    @Test
    void refreshedStreamBeginsWithoutItsStateAndIsReplacedWhenItIsComplete() throws IOException {
        assertThat(sync(record("events", 1) + state("events", 1) + record("colours", 1) + ALL_COMPLETE)
                        .exitCode())
                .isZero();

        CommandRun run = sync(
                record("events", 7) + state("events", 7) + record("colours", 1) + ALL_COMPLETE,
                "--full-refresh",
                "events");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("state.json")).as("no state is left").doesNotExist();
        assertThat(ids("events")).containsExactly(7);
        assertThat(seen("catalog.json")).contains("\"sync_mode\":\"incremental\"", "\"minimum_generation_id\":");
        assertThat(sync(record("events", 8) + state("events", 8) + record("colours", 1))
                        .exitCode())
                .isZero();
        assertThat(seen("state.json")).contains("{\"n\":7}");
        assertThat(ids("events")).containsExactly(7, 8);
    }

    @Test
    void refreshThatFailedKeepsTheOldRowsAndTheNextSyncGoesOnWithIt() throws IOException {
        assertThat(sync(record("events", 1) + state("events", 1) + ALL_COMPLETE).exitCode())
                .isZero();

        CommandRun failed =
                sync(record("events", 1) + state("events", 1) + record("events", 2) + "exit 3", "--full-refresh");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(ids("events")).as("the old rows").containsExactly(1);

        CommandRun rest = sync(record("events", 2) + state("events", 2) + ALL_COMPLETE);
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(seen("state.json")).contains("{\"n\":1}");
        assertThat(ids("events")).as("neither lost nor twice").containsExactly(1, 2);
        assertThat(sync(record("events", 3) + state("events", 3)).exitCode()).isZero();
        assertThat(ids("events")).as("appended again").containsExactly(1, 2, 3);
    }

    @Test
    void refreshOfAllUnderAGlobalStateBeginsWithoutAnyState() throws IOException {
        assertThat(sync(record("events", 1) + global(1) + ALL_COMPLETE).exitCode())
                .isZero();

        assertThat(sync(record("events", 5) + global(5) + ALL_COMPLETE, "--full-refresh")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("state.json")).doesNotExist();
        assertThat(ids("events")).containsExactly(5);
    }

    @Test
    void unfinishedRefreshUnderAStateOfAllStreamsIsToBeBegunAnew() throws IOException {
        assertThat(sync(record("events", 1) + global(1) + ALL_COMPLETE).exitCode())
                .isZero();
        assertThat(sync(record("events", 5) + global(5) + "exit 3", "--full-refresh")
                        .exitCode())
                .isEqualTo(1);

        CommandRun next = sync(record("events", 6) + global(6));
        assertThat(next.exitCode()).isEqualTo(2);
        assertThat(next.err())
                .contains("Cannot go on with the full refresh of [events], which an earlier sync did not complete")
                .contains("--full-refresh without names");

        assertThat(sync(record("events", 5) + record("events", 6) + global(6) + ALL_COMPLETE, "--full-refresh")
                        .exitCode())
                .isZero();
        assertThat(ids("events")).containsExactly(5, 6);
    }

    @Test
    void legacyStateOfARefreshThatFailedGoesWithItsRowsWhenTheNextOneBegins() throws IOException {
        assertThat(sync(record("events", 1) + legacy(1) + ALL_COMPLETE).exitCode())
                .isZero();
        assertThat(sync(record("events", 1) + record("events", 2) + legacy(2) + "exit 3", "--full-refresh")
                        .exitCode())
                .isEqualTo(1);
        assertThat(sync("exit 3", "--full-refresh").exitCode()).isEqualTo(1);

        CommandRun next = sync(record("events", 1) + record("events", 2) + legacy(2) + ALL_COMPLETE);

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(folder.resolve("state.json"))
                .as("the row 2 that it covered is gone")
                .doesNotExist();
        assertThat(ids("events")).as("read again, and appended").containsExactly(1, 1, 2);
    }

    @Test
    void refreshOfOneStreamUnderALegacyStateIsRefusedBeforeAnythingIsChanged() throws IOException {
        assertThat(sync(record("events", 1) + legacy(1) + ALL_COMPLETE).exitCode())
                .isZero();

        CommandRun run = sync("touch ran", "--full-refresh=events");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("Cannot refresh [events] alone: the source has one LEGACY state for all of its streams.");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void replacingEveryStreamReadsEveryStreamFromItsBeginning() throws IOException {
        assertThat(sync(record("events", 1) + state("events", 1) + ALL_COMPLETE).exitCode())
                .isZero();

        assertThat(sync(record("events", 2) + ALL_COMPLETE, "--strategy", "replace")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("state.json"))
                .as("else what is new would take the place of all")
                .doesNotExist();
        assertThat(ids("events")).containsExactly(2);
    }

    @Test
    void catalogThatIsGivenCanBeRefreshedToo() throws IOException {
        Path catalog = Files.writeString(
                folder.resolve("given.json"),
                "{\"streams\":[{\"stream\":" + EVENTS + ",\"sync_mode\":\"incremental\",\"cursor_field\":[\"n\"]}]}");
        assertThat(sync(record("events", 1) + state("events", 1), "--catalog", catalog.toString())
                        .exitCode())
                .isZero();

        CommandRun run = sync(
                record("events", 2) + state("events", 2) + status("events", "COMPLETE"),
                "--catalog",
                catalog.toString(),
                "--full-refresh");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(ids("events")).containsExactly(2);
    }

    @Test
    void unknownStreamOfARefreshIsRefusedWithThoseThatThereAre() throws IOException {
        CommandRun run = sync("touch ran", "--full-refresh=events,orders");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no stream \"orders\" here; found \"colours\", \"events\".");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void keyAndCursorAreWhatTheUserSays() throws IOException {
        CommandRun run = sync(
                record("colours", 1) + record("events", 2) + record("events", 2),
                "--primary-key=colours=id,name",
                "--primary-key",
                "events=id",
                "--cursor",
                "events=n");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(seen("catalog.json"))
                .contains(
                        "\"primary_key\":[[\"id\"],[\"name\"]]",
                        "\"primary_key\":[[\"id\"]]",
                        "\"cursor_field\":[\"n\"]");
        assertThat(ids("events")).as("merged").containsExactly(2);
    }

    @Test
    void keyAndCursorThatDoNotFitAreRefusedByName() throws IOException {
        assertThat(sync("", "--cursor=colours=id").err())
                .contains(
                        "Cannot use \"id\" as the cursor of stream \"colours\": the source reads this stream as a whole only.");
        assertThat(sync("", "--cursor=events=id").err())
                .contains(
                        "Cannot use \"id\" as the cursor of stream \"events\": the source has a cursor of its own for it, [\"n\"].");
        assertThat(sync("", "--primary-key=events=key").err())
                .contains(
                        "Cannot use \"key\" as the primary key of stream \"events\": its schema has no such field, it has id, n.");
        assertThat(sync("", "--cursor=orders=id").err()).contains("There is no stream \"orders\" here");
        CommandRun twice = sync("", "--cursor=events=n", "--cursor=events=n");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("--cursor is given twice for stream \"events\".");
        assertThat(sync("", "--cursor=events").err()).contains("\"events\" of --cursor is not STREAM=FIELD.");
        assertThat(sync("", "--cursor=events=n", "--catalog=given.json").exitCode())
                .isEqualTo(2);
    }

    @Test
    void whatChangesInTheCacheIsTold() throws IOException {
        CommandRun first = sync(log("none"), "--streams", "events");
        assertThat(first.err()).as("everything is new").doesNotContain("new stream", "new column");

        String more = EVENTS.replace("\"n\":{", "\"at\":{\"type\":\"string\"},\"n\":{");
        CommandRun second = sync(List.of(more, COLOURS), record("colours", 1));
        assertThat(second.err())
                .contains("new columns of stream \"events\": \"at\"\n", "new stream \"colours\": table \"colours\"\n");

        CommandRun third = sync(List.of(more), log("none"));
        assertThat(third.err())
                .contains("stream \"colours\" is gone from the source; its table stays\n")
                .doesNotContain("new column", "new stream");
        assertThat(ids("colours")).containsExactly(1);
    }

    @Test
    void streamsOfTheSourceCanBeMatchedByTheirNamesAlone() throws IOException {
        String elsewhere = (record("events", 1) + record("colours", 1))
                        .replace("\"emitted_at\"", "\"namespace\":\"east\",\"emitted_at\"")
                + (state("events", 1) + state("colours", 1)).replace("\"},", "\",\"namespace\":\"east\"},");

        CommandRun refused = sync(elsewhere);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("sqlcache: The states of stream \"east.events\" were not given back")
                .contains(
                        "it has \"events\"; name it so in the catalog, or let streams be matched by their names alone (--ignore-namespace)");

        CommandRun run = sync(elsewhere, "--ignore-namespace");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(ids("events")).containsExactly(1);
        assertThat(sync(log("none"), "--ignore-namespace", "--streams=events").exitCode())
                .isZero();
        assertThat(seen("state.json")).contains("\"name\":\"events\",\"namespace\":\"east\"");
    }

    private CommandRun sync(String read, String... more) throws IOException {
        return sync(List.of(EVENTS, COLOURS), read, more);
    }

    private CommandRun sync(List<String> streams, String read, String... more) throws IOException {
        String catalog = "cat <<'END'\n{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[" + String.join(",", streams)
                + "]}}\nEND\n";
        Stream<String> arguments = Stream.of(
                "sync",
                "--source-command",
                ScriptedSource.command(folder, catalog, "cd '" + folder + "'\n" + NOTE + read),
                "--source-config",
                folder.resolve("source.json").toString(),
                "--config",
                config.toString());
        return CommandRun.of(Stream.concat(arguments, Arrays.stream(more)).toArray(String[]::new));
    }

    private String seen(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private List<Integer> ids(String stream) {
        return CommandRun.of("read", "--config", config.toString(), stream, "--format", "jsonl").outLines().stream()
                .map(line -> Integer.valueOf(line.replaceFirst(".*\"id\":(\\d+).*", "$1")))
                .sorted()
                .toList();
    }
}
