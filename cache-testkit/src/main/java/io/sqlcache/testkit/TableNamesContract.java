package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tables, prefixes, namespaces and schemas: whatever a stream is called, it has a table of its own. */
abstract class TableNamesContract extends CacheContract {

    TableNamesContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void streamsOfAnyNameAreLoadedInEveryWay() {
        // The last one is what PyAirbyte could not replace.
        assertLoadInEveryWay(cache(), "order", "Select", "a\"b'c;", "1st {0} ?", "世界", "😀", "_", "", "a.b", "user");
    }

    @Test
    void streamWhoseNameNoDatabaseCanStoreIsRefused() {
        for (StreamId id : List.of(StreamId.of("a\0b"), StreamId.of("\ud83d"), new StreamId("n\0", "users"))) {
            refused(CacheException.Kind.CONFIG, () -> write(catalog(stream(id).field("n", INTEGER)), script()))
                    .hasMessageContaining("the name of streams[0] has a NUL or half a character in it");
        }
        assertThat(cache().streams()).isEmpty();
    }

    @Test
    void streamsNamedLikeOurTablesAreLoadedInEveryWay() {
        assertLoadInEveryWay(cache(), "_sqlcache_state", "_airbyte_streams", "_Airbyte_State");
    }

    @Test
    void streamsWithLongNamesThatBeginAlikeAreLoadedInEveryWay() {
        String[] names = IntStream.of(54, 62, 63, 64, 300)
                .mapToObj("x"::repeat)
                .flatMap(name -> Stream.of(name.substring(1) + "a", name.substring(1) + "b"))
                .toArray(String[]::new);
        assertLoadInEveryWay(cache(), names);

        assertThat(tablesOf(names)).doesNotHaveDuplicates();
    }

    @Test
    void tablesFollowThePlainRuleWhereItWorks() {
        load("Hello, World!", "1st", "camelCase", "a.b");

        assertThat(tablesOf("Hello, World!", "1st", "camelCase", "a.b"))
                .containsExactly("hello__world_", "_1st", "camelcase", "a_b");
    }

    @Test
    void streamsThatFallTogetherHaveTablesOfTheirOwn() {
        load("a b", "a-b", "A B");

        List<String> tables = tablesOf("a b", "a-b", "A B");
        assertThat(tables).doesNotHaveDuplicates();
        assertThat(tables.get(0)).isEqualTo("a_b");
        assertThat(rows("a b")).containsExactly(row("n", 0L));
        assertThat(rows("a-b")).containsExactly(row("n", 1L));
        assertThat(rows("A B")).containsExactly(row("n", 2L));
    }

    @Test
    void tableStaysWhenACatalogListsStreamsInAnotherOrderOrACollidingOneFirst() {
        load("a-b");
        workspace.closeCaches();
        load("A B", "a b", "a-b");

        assertThat(tablesOf("a-b")).containsExactly("a_b");
        assertThat(tablesOf("A B", "a b", "a-b")).doesNotHaveDuplicates();
        assertThat(rows("a-b")).containsExactlyInAnyOrder(row("n", 0L), row("n", 2L));
    }

    @Test
    void oneNameInTwoNamespacesIsTwoStreams() {
        StreamId north = new StreamId("north", "users");
        StreamId south = new StreamId("south", "users");
        write(
                catalog(stream(north).field("n", INTEGER), stream(south).field("n", INTEGER)),
                WriteStrategy.APPEND,
                script().record(north, "{\"n\":1}")
                        .state(north, "{\"at\":1}")
                        .record(south, "{\"n\":2}")
                        .state(south, "{\"at\":2}")
                        .status(north, "COMPLETE")
                        .status(south, "COMPLETE"));

        assertThat(cache().streams()).containsExactly(north, south);
        assertThat(cache().stream(north).tableName())
                .isNotEqualTo(cache().stream(south).tableName());
        assertThat(allColumns(north)).extracting(Rows::ofTheSource).containsExactly(row("n", 1L));
        assertThat(allColumns(south)).extracting(Rows::ofTheSource).containsExactly(row("n", 2L));
        assertThat(storedState(SOURCE, north)).contains(json("{\"at\":1}"));
        assertThat(storedState(SOURCE, south)).contains(json("{\"at\":2}"));
    }

    @Test
    void sourceThatClaimsTheTableOfAnotherIsRefusedNamingBoth() {
        ConfiguredCatalog users = catalog(stream("users").field("n", INTEGER));
        write(
                WriteRequest.of(users).sourceName("shop").strategy(WriteStrategy.APPEND),
                script().record("users", "n", 1).complete("users"));

        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(WriteRequest.of(users).sourceName("bank"), script().complete("users")))
                .hasMessageContaining("of source \"bank\": its table \"users\" belongs to source \"shop\"");
        assertThat(rows("users")).containsExactly(row("n", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"My-Schema", "select", "with space", "quote\"d 'n' {0} ?", "Grüße世界", "a.b"})
    void schemaIsNamedExactlyAsGiven(String name) {
        try (Workspace other = Workspace.of(suite, "sqlcache " + name)) {
            assertLoadInEveryWay(other.cache(), "users");
            other.closeCaches();

            assertThat(other.cache().streams()).containsExactly(StreamId.of("users"));
            assertThat(other.cache().config().schemaName()).isEqualTo("sqlcache " + name);
        }
    }

    @Test
    void prefixStandsBeforeTheNameOfEveryTable() {
        Workspace sales = workspace.prefixed("Sales_");
        load(sales.cache(), "Users", "1st");

        assertThat(sales.cache().stream("Users").tableName()).isEqualTo("sales_users");
        assertThat(sales.cache().stream("1st").tableName()).isEqualTo("sales_1st");
        assertLoadInEveryWay(sales.cache(), "order");
        sales.closeCaches();
    }

    @Test
    void cachesWithDifferentPrefixesDoNotSeeEachOther() {
        Workspace one = workspace.prefixed("one_");
        Workspace two = workspace.prefixed("two_");
        load(one.cache(), "users");

        assertThat(two.cache().streams()).isEmpty();
        load(two.cache(), "users");
        assertThat(one.cache().stream("users").count()).isEqualTo(1);
        assertThat(two.cache().stream("users").count()).isEqualTo(1);
        one.closeCaches();
        two.closeCaches();
    }

    @Test
    void stateBelongsToTheTablesOfItsPrefix() {
        Workspace one = workspace.prefixed("one_");
        Workspace two = workspace.prefixed("two_");
        load(one.cache(), "users");

        assertThat(two.cache().state(SOURCE)).isEmpty();
        assertThat(one.cache().state(SOURCE)).isPresent();
        one.closeCaches();
        two.closeCaches();
    }

    @Test
    void prefixAndNameThatReadLikeAnotherPrefixAndNameAreTwoTables() {
        Workspace shorter = workspace.prefixed("a_");
        Workspace longer = workspace.prefixed("a_b_");
        load(shorter.cache(), "b_c");
        load(longer.cache(), "c");

        assertThat(shorter.cache().stream("b_c").tableName())
                .isNotEqualTo(longer.cache().stream("c").tableName());
        assertThat(shorter.cache().stream("b_c").count()).isEqualTo(1);
        assertThat(longer.cache().stream("c").count()).isEqualTo(1);
        shorter.closeCaches();
        longer.closeCaches();
    }

    private void load(String... streams) {
        load(cache(), streams);
    }

    /** Appends one record to each stream, its rank as the value, and stores a state. */
    private static void load(CacheBase cache, String... streams) {
        List<StreamScript> described = new ArrayList<>();
        MessageScript messages = script();
        for (int i = 0; i < streams.length; i++) {
            described.add(stream(streams[i]).field("n", INTEGER));
            messages.record(streams[i], "n", i)
                    .state(streams[i], "{\"at\":%d}".formatted(i))
                    .complete(streams[i]);
        }
        WriteSummary summary = cache.write(
                messages.input(),
                WriteRequest.of(catalog(described.toArray(StreamScript[]::new)))
                        .strategy(WriteStrategy.APPEND)
                        .build());
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
    }

    private List<String> tablesOf(String... streams) {
        return Stream.of(streams)
                .map(stream -> cache().stream(stream).tableName())
                .toList();
    }

    /** Appends, merges and replaces, so that every table that a load needs is named after its stream. */
    private static void assertLoadInEveryWay(CacheBase cache, String... names) {
        ConfiguredCatalog described = catalog(Stream.of(names)
                .map(name -> stream(name).field("n", INTEGER).primaryKey("n"))
                .toArray(StreamScript[]::new));
        List<WriteStrategy> strategies =
                List.of(WriteStrategy.APPEND, WriteStrategy.MERGE, WriteStrategy.REPLACE, WriteStrategy.REPLACE);
        for (int i = 0; i < strategies.size(); i++) {
            MessageScript messages = script();
            for (String name : names) {
                messages.record(name, "n", i).complete(name);
            }
            WriteSummary summary = cache.write(
                    messages.input(),
                    WriteRequest.of(described).strategy(strategies.get(i)).build());
            assertThat(summary.outcome()).as("%s", strategies.get(i)).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
            for (String name : names) {
                assertThat(cache.stream(name).count())
                        .as("rows after %s of \"%s\"", strategies.get(i), name)
                        .isEqualTo(i < 2 ? i + 1 : 1);
            }
        }
    }
}
