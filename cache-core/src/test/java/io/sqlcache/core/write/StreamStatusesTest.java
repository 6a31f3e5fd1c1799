package io.sqlcache.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.SourceEnding;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.load.StreamLoad;
import io.sqlcache.core.message.Message.SourceError;
import io.sqlcache.core.message.Message.Status;
import io.sqlcache.core.message.Message.StreamStatus;
import io.sqlcache.core.table.LoadTables;
import io.sqlcache.core.testing.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the stream {@code users} by what the source says, in which order. */
class StreamStatusesTest {

    private static final String NO_STATUS =
            "the source sent no status for it, and only COMPLETE may let new rows replace the old ones; allow a lenient status if the source is known to send none";

    private final StreamStatuses statuses = new StreamStatuses();
    private final StreamLoad appended = load("users APPEND");
    private final StreamLoad replaced = load("users REPLACE");
    private final List<StreamLoad> loads = new ArrayList<>(List.of(appended, load("other APPEND")));

    private static StreamLoad load(String line) {
        return load(line, false);
    }

    private static StreamLoad load(String line, boolean empty) {
        StreamPlan plan = Plans.plan(line);
        TableDefinition table = new TableDefinition(new TableName("cache", plan.tableName()), List.of());
        return new StreamLoad(new LoadTables(
                plan, table, List.of(), 0, table, table.name(), table, table, List.of(), false, empty, false, true));
    }

    /** Statuses, or errors and what they are about, each on the next line. */
    private void say(String said) {
        long line = 0;
        for (String each : said.split(", ")) {
            line++;
            String[] words = each.split(" ", 3);
            if (each.equals("ends well")) {
                statuses.sourceEnded(SourceEnding.CLEAN, line, loads);
            } else if (each.startsWith("ends badly")) {
                statuses.sourceEnded(SourceEnding.failed(words[2]), line, loads);
            } else if (each.equals("ends")) {
                statuses.sourceEnded(SourceEnding.UNKNOWN, line, loads);
            } else if (words[0].equals("error")) {
                StreamId stream = words[1].equals("*") ? null : StreamId.of(words[1]);
                statuses.errorArrived(new SourceError(stream, words[2]), line, loads);
            } else if (!each.isEmpty()) {
                statuses.statusArrived(status(each), line);
            }
        }
    }

    private static StreamStatus status(String name) {
        return new StreamStatus(StreamId.of("users"), Status.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "started                          | the input ended without its status COMPLETE; the last one was STARTED",
                "started, running                 | the input ended without its status COMPLETE; the last one was RUNNING",
                "complete, running                | the input ended without its status COMPLETE; the last one was RUNNING",
                "incomplete                       | the source ended it with the status INCOMPLETE",
                "incomplete, complete             | the source ended it with the status INCOMPLETE",
                "complete, incomplete             | the source ended it with the status INCOMPLETE",
                "error * gone                     | the source failed: gone",
                "error * gone, complete           | the source failed: gone",
                "complete, error users gone       | the source failed: gone",
                "error users one, error users two | the source failed: one",
                "error users gone, incomplete     | the source failed: gone",
                "started, ends well               | the input ended without its status COMPLETE; the last one was STARTED",
                "ends badly exit code 1           | the source failed: exit code 1",
                "started, ends badly exit code 1  | the source failed: exit code 1",
            })
    void streamIsNotComplete(String said, String reason) {
        say(said);
        assertThat(statuses.failure(appended, true)).hasValue(reason);
        assertThat(statuses.failure(replaced, true)).hasValue(reason);
        assertThat(statuses.isComplete(replaced)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "complete",
                "started, running, complete",
                "complete, error * gone",
                "complete, error other gone",
                "complete, ends badly exit code 1",
            })
    void streamIsComplete(String said) {
        say(said);
        assertThat(statuses.failure(appended, false)).isEmpty();
        assertThat(statuses.failure(replaced, false)).isEmpty();
        assertThat(statuses.isComplete(replaced)).isTrue();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(value = {"''", "error other gone", "ends"})
    void withoutAnyStatusOnlyAddedRowsAreComplete(String said) {
        say(said);
        assertThat(statuses.failure(appended, false)).isEmpty();
        assertThat(statuses.failure(replaced, false)).hasValue(NO_STATUS);
        assertThat(statuses.isComplete(replaced)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(value = {"ends well", "error other gone; ends well"})
    void goodEndCompletesWhatTheSourceSentNoStatusOf(String said) {
        say(said.replace(";", ","));
        assertThat(statuses.failure(appended, false)).isEmpty();
        assertThat(statuses.isComplete(appended)).isTrue();
        assertThat(statuses.failure(replaced, true))
                .as("emptied")
                .hasValue("the source sent nothing of it, and only the status COMPLETE may empty a table");
        assertThat(statuses.isComplete(replaced)).isFalse();
        assertThat(statuses.isComplete(load("users REPLACE", true)))
                .as("of an empty table")
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "complete, error * gone              | gone",
                "complete, error * gone, error * far | gone",
                "complete, ends badly exit code 1    | exit code 1",
                "complete, error users gone          |",
                "error * gone, complete              |",
                "complete, ends well                 |",
            })
    void errorOfTheSourceAfterEverythingWasCompleteIsNoStreams(String said, @Nullable String reason) {
        loads.remove(1);
        say(said);
        assertThat(statuses.lateFailure())
                .isEqualTo(Optional.ofNullable(reason)
                        .map(
                                "The source failed after it had completed all its streams, which are stored: %s."
                                        ::formatted));
    }

    @Test
    void lenientStatusNeedsARecordAllTheSame() {
        assertThat(statuses.failure(replaced, true)).hasValue(NO_STATUS);
    }

    @Test
    void statusThatIsReadAgainCompletesByWhatWasSaidBeforeIt() {
        say("complete, error users gone");
        assertThat(statuses.completes(status("complete"), 1)).isTrue();
        assertThat(statuses.completes(status("complete"), 3)).isFalse();
        assertThat(statuses.completes(status("running"), 1)).isFalse();
    }
}
