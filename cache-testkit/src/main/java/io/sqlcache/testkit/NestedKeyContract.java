package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.ANY;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.StreamScript.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.Capability;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** Keys inside of objects: which are equal, and what is in their way. */
abstract class NestedKeyContract extends NestedContract {

    NestedKeyContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void keysInsideAreEqualAsJson() {
        leaves(
                catalog(users(OBJECT).nestedKey("who", "id")),
                List.of(records(
                        "'who':{'id':1}",
                        "'who':{'id':1.0}",
                        "'who':{'id':'1'}",
                        "'who':{'id':'01'}",
                        "'who':{'id':true}",
                        "'who':{'id':'true'}",
                        "'who':{'id':10e-1,'name':'x'}",
                        "'who':{'id':12345678901234567890123.1}",
                        "'who':{'id':12345678901234567890123.2}",
                        "'who':{'id':''}")),
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10);
    }

    @Test
    void laterWritesFindTheRowsOfEarlierOnes() {
        leaves(
                catalog(users(OBJECT).nestedKey("who", "id")),
                List.of(
                        records("'who':{'id':1}", "'who':{'id':'a'}", "'who':{}", "'who':{'id':2}"),
                        records("'who':{'id':1.00}", "'who':{'id':'A'}", "'who':{'id':null}")),
                2,
                4,
                5,
                6,
                7);
    }

    @Test
    void nothingThereIsOneKeyWhateverIsInTheWay() {
        leaves(
                catalog(users(ANY).nestedKey("who", "id", "n")),
                List.of(
                        records("'who':{}", "'who':5", "'who':'id'"),
                        records("'who':[{'id':{'n':1}}]", "'who':{'id':{'n':null}}", "'who':{'id':[1]}"),
                        records("'who':null", "'other':1", "'who':{'id':{'n':1}}", "'who':{'id':'n'}")),
                9,
                10);
    }

    @Test
    void partsInsideAndOutsideMakeOneKey() {
        leaves(
                catalog(users(OBJECT)
                        .field("id", INTEGER)
                        .primaryKey("id")
                        .nestedKey("who", "a")
                        .nestedKey("who", "b", "c")),
                List.of(
                        records(
                                "'id':1,'who':{'a':1,'b':{'c':1}}",
                                "'id':1,'who':{'a':1,'b':{'c':2}}",
                                "'id':1,'who':{'a':2,'b':{'c':1}}",
                                "'id':2,'who':{'a':1,'b':{'c':1}}",
                                "'id':1,'who':{'b':{'c':1}}",
                                "'id':1"),
                        records(
                                "'id':1,'who':{'b':{'c':1},'a':1}",
                                "'id':1,'who':{'a':null,'b':{'c':1}}",
                                "'id':1,'who':{'a':null,'b':{}}",
                                "'who':{'a':1,'b':{'c':1}}")),
                2,
                3,
                4,
                7,
                8,
                9,
                10);
    }

    @Test
    void partMayBeAnObjectOrAnArray() {
        leaves(
                catalog(users(OBJECT).nestedKey("who", "id")),
                List.of(
                        records("'who':{'id':{'a':1,'b':[1,2]}}", "'who':{'id':[1,2]}", "'who':{'id':{}}"),
                        records("'who':{'id':{'b':[1.0,2],'a':1}}", "'who':{'id':[2,1]}", "'who':{'id':[]}")),
                2,
                3,
                4,
                5,
                6);
    }

    @Test
    void pathMayBeDeepAndItsNamesOfAnyText() {
        List<String> path = Stream.concat(
                        Stream.of(
                                "who",
                                "a.b",
                                "it's",
                                "a \"b\"",
                                "{x,y}",
                                "back\\slash",
                                "кл😀",
                                "?",
                                ":n",
                                "",
                                "NULL",
                                "$1"),
                        Stream.generate(() -> "deeper").limit(50))
                .toList();
        leaves(
                catalog(users(OBJECT).nestedKey(path.toArray(String[]::new))),
                List.of(exactly(nested(path, "1"), nested(path, "2")), exactly(nested(path, "1.0"), nested(path, "3"))),
                2,
                3,
                4);
    }

    @Test
    void truncateRefreshMergesBehindTheScenes() {
        StreamScript users = users(OBJECT).nestedKey("who", "id").destination("append_dedup");
        WriteRequest.Builder first =
                WriteRequest.of(catalog(users.generation(1, 1))).strategy(WriteStrategy.FROM_CATALOG);
        if (!can(Capability.NESTED_KEYS)) {
            isRefused(first);
            return;
        }
        write(first, records("'who':{'id':1}", "'who':{'id':2}").complete("users"));
        write(
                WriteRequest.of(catalog(users.generation(2, 2))).strategy(WriteStrategy.FROM_CATALOG),
                records("'who':{'id':1}", "'who':{'id':3}", "'who':{'id':1.0}").complete("users"));

        assertThat(values("users", "n")).containsExactlyInAnyOrder(4L, 5L);
    }

    @Test
    void objectThatDoesNotFitLeavesTheRowWithoutAKey() {
        leaves(
                catalog(users(OBJECT).nestedKey("who", "id")),
                List.of(
                        records(
                                "'who':'x'",
                                "'who':[1]",
                                "'who':{'id':'\\u0000'}",
                                "'who':{'id':'\\u0000'}",
                                "'who':{}"),
                        records("'who':null")),
                1,
                2,
                3,
                4,
                6);
    }

    @Test
    void objectThatIsChangedElsewhereKeepsItsKey() {
        leaves(
                catalog(users(OBJECT).nestedKey("who", "id")),
                List.of(
                        records(
                                "'who':{'id':1,'name':'\\u0000'}",
                                "'who':{'name':'\\u0000'}",
                                "'who':{'id':['\\ud800']}"),
                        records(
                                "'who':{'id':1.0,'name':'\\ud800'}",
                                "'who':{'name':['\\u0000']}",
                                "'who':{'id':['\\ud800']}")),
                3,
                4,
                5,
                6);
    }

    @Test
    void columnOfJsonThatIsFoundServesAsWell() {
        workspace.createTable("users", Map.of("who", SQLDataType.JSON, "n", SQLDataType.BIGINT));
        leaves(
                catalog(users(OBJECT).nestedKey("who", "id").cursor("who", "at")),
                List.of(
                        records("'who':{'id':1,'at':'b'}", "'who':{'at':'c'}"),
                        records("'who':{'id':1.0,'at':'a'}", "'who':{'id':2}", "'who':{'at':'d'}")),
                1,
                4,
                5);
    }

    @Test
    void columnThatIsNotJsonIsRefusedBeforeAnyRowIsLoaded() {
        workspace.createTable("users", Map.of("who", SQLDataType.VARCHAR(100), "n", SQLDataType.BIGINT));
        ConfiguredCatalog catalog = catalog(users(OBJECT).nestedKey("who", "id"));

        if (can(Capability.NESTED_KEYS)) {
            refused(CacheException.Kind.CONFIG, () -> write(catalog, records("'who':{'id':1}")))
                    .hasMessageContaining("Cannot merge stream \"users\"")
                    .hasMessageContaining("primary key [who, id] is inside of column \"who\"")
                    .hasMessageContainingAll("users\"", suite.keepsLengths() ? "(100)" : "type ", "APPEND");
        } else {
            isRefused(WriteRequest.of(catalog));
        }
        assertThat(rows("users")).isEmpty();
    }

    @Test
    void fieldThatIsNoObjectIsRefusedByName() {
        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(catalog(users(STRING).nestedKey("who", "id")), records("'who':'x'")))
                .hasMessageContaining("Cannot merge stream \"users\": its primary key [who, id] is inside of \"who\"")
                .hasMessageContaining("STRING");
    }

    /** The field at the beginning of the path with objects inside of each other, and the value at the end. */
    private static String nested(List<String> path, String value) {
        return path.stream()
                .map(name -> Json.text(name) + ":")
                .collect(Collectors.joining("{", "", value + "}".repeat(path.size() - 1)));
    }
}
