package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.ANY;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.StreamScript.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors inside of objects: which of two records with one key is the newer. */
abstract class NestedCursorContract extends NestedContract {

    NestedCursorContract(CacheConformanceTest suite) {
        super(suite);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "integer"})
    void staleRecordIsKnownByANumberInside(String type) {
        leaves(
                catalog(users("{'type':'object','properties':{'at':{'type':'%s'}}}".formatted(type))
                        .field("id", INTEGER)
                        .primaryKey("id")
                        .cursor("who", "at")),
                List.of(
                        records(
                                "'id':1,'who':{'at':'not one'}",
                                "'id':1,'who':{'at':10}",
                                "'id':1,'who':{'at':9}",
                                "'id':2",
                                "'id':3,'who':{'at':7}"),
                        records("'id':1,'who':{'at':9.5}", "'id':2,'who':{'at':-1}", "'id':3,'who':{'at':'10'}"),
                        records("'id':2,'who':{'at':null}", "'id':3,'who':{'at':10.0}")),
                2,
                9,
                10);
    }

    @Test
    void staleRecordIsKnownByATextInside() {
        leaves(
                catalog(users("{'type':['null','object'],'properties':{'at':{'type':'string'}}}")
                        .field("id", INTEGER)
                        .primaryKey("id")
                        .cursor("who", "at")),
                List.of(
                        records("'id':1,'who':{'at':'a'}", "'id':1,'who':{'at':'Z'}", "'id':2,'who':{'at':'\uffff'}"),
                        records("'id':1,'who':{'at':'B'}", "'id':2,'who':{'at':'😀'}", "'id':3"),
                        records("'id':2,'who':{'at':'\uffff'}", "'id':3,'who':{'at':''}")),
                1,
                5,
                8);
    }

    @Test
    void numbersAreOlderThanTextsWhereTheSchemaSaysNothing() {
        leaves(
                catalog(users(ANY).field("id", INTEGER).primaryKey("id").cursor("who", "at")),
                List.of(
                        records("'id':1,'who':{'at':10}", "'id':1,'who':{'at':9}", "'id':2,'who':{'at':'9'}"),
                        records("'id':2,'who':{'at':10}", "'id':1,'who':'at'", "'id':2,'who':{'at':'10'}")),
                3,
                5);
    }

    @Test
    void keysAndCursorsInsideDoNotMatterToAppend() {
        ConfiguredCatalog catalog = catalog(users(STRING).nestedKey("who", "id").cursor("who", "at"));
        write(catalog, WriteStrategy.APPEND, records("'who':'x'", "'who':'x'").complete("users"));

        assertThat(values("users", "n")).containsExactlyInAnyOrder(1L, 2L);
    }
}
