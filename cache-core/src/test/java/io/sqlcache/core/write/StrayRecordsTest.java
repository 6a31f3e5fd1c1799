package io.sqlcache.core.write;

import static io.sqlcache.core.testing.DisturbedConnections.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.api.WriteSummary.Outcome;
import io.sqlcache.core.testing.SmallCache;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records of streams that the catalog does not have, and states that say that they are stored. */
class StrayRecordsTest {

    private static final String ONE_NAMESAKE =
            "the catalog does not have it, it has \"users\"; name it so in the catalog, or let streams be matched by their names alone (--ignore-namespace)";

    private final SmallCache cache = new SmallCache();

    @AfterEach
    void close() {
        cache.close();
    }

    private static String reason(WriteSummary summary) {
        return summary.streams().get(0).reason();
    }

    @Test
    void stateThatCoversDroppedRecordsIsNotGivenBackAndFailsTheWrite() {
        WriteSummary summary = cache.write(
                cache.append("users", "other"),
                "record east.users 1",
                "state east.users 1",
                "record other 1",
                "state other 1");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.failures())
                .containsExactly(
                        "The states of stream \"east.users\" were not given back, for they cover records of stream \"east.users\", which were dropped: "
                                + ONE_NAMESAKE + ".");
        assertThat(cache.told().states()).as("given back").containsExactly("other 1 over 1");
        assertThat(cache.ids("other")).as("the other stream").containsExactly(1L);
        assertThat(summary.warnings()).isEqualTo(Map.of("record of unknown stream \"east.users\"", 1L));
    }

    @Test
    void streamOfAnotherNameIsToldWithWhatTheCatalogHas() {
        WriteSummary summary = cache.write(cache.append("users", "other"), "record orders 1", "state orders 1");

        assertThat(summary.failures())
                .containsExactly(
                        "The states of stream \"orders\" were not given back, for they cover records of stream \"orders\", which were dropped: the catalog does not have it, it has \"users\", \"other\"; add it to the catalog, or let the source send none of it.");
        assertThat(cache.told().states()).isEmpty();
    }

    @Test
    void unknownStreamWithoutAStateIsCountedOnly() {
        WriteSummary summary =
                cache.write(cache.append("users"), "record users 1", "record orders 1", "record orders 2");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary.warnings()).isEqualTo(Map.of("record of unknown stream \"orders\"", 2L));
    }

    @Test
    void stateOfAnUnknownStreamWithoutRecordsIsGivenBack() {
        WriteSummary summary = cache.write(cache.append("users"), "state orders 1", "record orders 1");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.told().states()).containsExactly("orders 1 over 0");
    }

    @Test
    void stateUnderTheNameOfTheCatalogCoversRecordsOfAnotherNamespaceToo() {
        WriteSummary summary =
                cache.write(cache.append("users"), "record east.users 1", "state users 1", "complete users");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(summary))
                .isEqualTo("the source sent records of stream \"east.users\", which were dropped: " + ONE_NAMESAKE);
        assertThat(cache.told().states()).isEmpty();
        assertThat(cache.stored("users")).isEqualTo("-");
    }

    @Test
    void streamWithRecordsOfItsOwnIsNotTakenForItsNamesake() {
        WriteSummary summary = cache.write(
                cache.append("users"), "record users 1", "record east.users 1", "state users 1", "complete users");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.told().states()).containsExactly("users 1 over 1");
    }

    @Test
    void completeEmptiesNoTableWhoseRecordsWereDropped() {
        cache.write(cache.append("users"), "record users 7", "complete users");

        WriteSummary summary =
                cache.write(cache.request(WriteStrategy.REPLACE, "users"), "record east.users 1", "complete users");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(cache.ids("users")).as("the old rows").containsExactly(7L);
    }

    @Test
    void globalStateThatCoversDroppedRecordsEndsTheWrite() {
        assertThatThrownBy(() -> cache.write(
                        cache.append("users"), "record users 1", "record east.users 1", "global 5 users east.users"))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA))
                .hasMessage(
                        "Cannot go on behind line 3: a state of many streams covers records of stream \"east.users\", which were dropped: "
                                + ONE_NAMESAKE + ".");
        assertThat(cache.told().states()).isEmpty();
        assertThat(cache.ids("users")).isEmpty();
    }

    @Test
    void globalStateThatDoesNotListTheDroppedStreamIsFine() {
        WriteSummary summary =
                cache.write(cache.append("users"), "record users 1", "record orders 1", "global 5 users");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.told().states()).containsExactly("all 5 over 1");
    }

    @Test
    void legacyStateEndsTheWriteIfNothingButDroppedRecordsCameBeforeIt() {
        assertThatThrownBy(() -> cache.write(cache.append("users"), "record orders 1", "legacy 5"))
                .hasMessageContaining("records of stream \"orders\", which were dropped");
        assertThat(cache.stored("users")).isEqualTo("-");

        WriteSummary summary = cache.write(cache.append("users"), "record users 1", "record orders 1", "legacy 5");
        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void stateIsWithheldAlsoWhenItIsReadAgain() {
        cache.told().when("now", () -> cache.connections().loseBefore(running("insert into \"cache\".\"users\"")));

        WriteSummary summary = cache.write(
                cache.append("users").throttle(SmallCache.SELDOM),
                "record east.users 1",
                "state users 1",
                "record users 2",
                "log now",
                "record users 3",
                "state users 3");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(cache.told().states()).containsExactly("users 3 over 2");
        assertThat(cache.ids("users")).containsExactly(2L, 3L);
    }

    @Test
    void withoutNamespacesRecordsStatesAndStatusesAreOfTheOnlyStreamOfThatName() {
        WriteRequest.Builder request =
                cache.request(WriteStrategy.REPLACE, "users", "other").ignoreNamespace();
        WriteSummary summary = cache.write(
                request,
                "started east.users",
                "record east.users 1",
                "state east.users 1",
                "complete east.users",
                "record other 1",
                "error west.other it is gone");

        assertThat(reason(summary)).isEmpty();
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.told().states()).containsExactly("users 1 over 1");
        assertThat(cache.stored("users")).isEqualTo("1");
        assertThat(summary.streams().get(1).reason()).isEqualTo("the source failed: it is gone");
    }

    @Test
    void withoutNamespacesAGlobalStateCoversTheStreamsOfItsNames() {
        WriteSummary summary =
                cache.write(cache.append("users").ignoreNamespace(), "record east.users 1", "global 5 east.users");

        assertThat(summary.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(cache.ids("users")).containsExactly(1L);
        assertThat(cache.told().states()).containsExactly("all 5 over 1");
    }

    @Test
    void withoutNamespacesANameThatTwoStreamsHaveIsNotGuessed() {
        WriteSummary summary = cache.write(
                cache.append("users namespace a", "users namespace b").ignoreNamespace(),
                "record a.users 1",
                "record users 2",
                "state users 2");

        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(summary.failures()).singleElement().asString().contains("it has \"a.users\", \"b.users\"; add it");
        assertThat(cache.told().states()).isEmpty();
    }
}
