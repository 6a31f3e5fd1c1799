package io.sqlcache.testkit;

import static io.sqlcache.testkit.MessageScript.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which fields a stream has, by its JSON schema. */
abstract class ValuesSchemasContract extends CacheContract {

    ValuesSchemasContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void referencesAreFollowedWithinTheSchema() {
        WriteSummary summary = land("""
                {"properties":{"Number":{"$ref":"#/definitions/Number"},"at":{"$ref":"#/$defs/moment"},
                   "boss":{"$ref":"#"},"copy":{"$ref":"#/properties/at"}},"type":"object",
                 "definitions":{"Number":{"type":"string"}},
                 "$defs":{"moment":{"type":["null","string"],"format":"date"}}}""", """
                {"Number":"007","at":"2024-01-31","boss":{"Number":"1"},"copy":"2024-02-01"}""");

        assertThat(rows("u"))
                .extracting(row -> row.value("number") + " " + row.value("at") + " " + row.value("copy"))
                .containsExactly("007 2024-01-31 2024-02-01");
        assertThat(summary.warnings()).isEmpty();
    }

    @Test
    void propertiesOfEveryBranchAreFields() {
        WriteSummary summary = land("""
                {"type":"object","properties":{"kind":{"type":"string"}},
                 "allOf":[{"$ref":"#/definitions/base"}],
                 "oneOf":[{"properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}}},
                          {"properties":{"kind":{"const":"dog"},"weight":{"type":"number"}}}],
                 "definitions":{"base":{"properties":{"id":{"type":"integer"}}}}}""", """
                {"id":1,"kind":"cat","lives":9}""", """
                {"id":2,"kind":"dog","weight":31.5}""");

        assertThat(rows("u"))
                .extracting(row -> row.value("id") + " " + row.value("kind") + " " + row.value("lives") + " "
                        + (row.value("weight") instanceof BigDecimal weight ? weight.stripTrailingZeros() : null))
                .containsExactlyInAnyOrder("1 cat 9 null", "2 dog null 31.5");
        assertThat(summary.warnings()).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodOfASchemaIsToldOnceAndHoldsAnyJson() {
        WriteSummary summary = land("""
                {"properties":{"id":{"type":"integer"},"age":{"type":"int"},"home":{"$ref":"#/definitions/address"}}}""", """
                {"id":1,"age":41,"home":{"zip":"01067"}}""", """
                {"id":2,"age":"none","home":null}""");

        assertThat(rows("u"))
                .extracting(row -> row.value("id") + " " + row.value("age"))
                .containsExactlyInAnyOrder("1 41", "2 \"none\"");
        assertThat(summary.warnings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "the JSON schema of field \"age\" of stream \"u\" has the unknown type \"int\": it takes any JSON",
                        1L,
                        "the JSON schema of field \"home\" of stream \"u\" has the $ref \"#/definitions/address\", which leads nowhere: it takes any JSON",
                        1L));
    }

    @Test
    void halfOfACharacterInANameIsReplacedAsInData() {
        String name = "\\ud83d half";
        write(
                new ConfiguredCatalog("""
                        {"streams":[{"stream":{"name":"u","json_schema":{"properties":{"%s":{"type":"integer"},"v":{"type":"string"}}}},
                          "sync_mode":"full_refresh","primary_key":[["%s"]],"cursor_field":["%s"]}]}""".formatted(name, name, name)),
                WriteStrategy.MERGE,
                script().record("u", "{\"" + name + "\":7,\"v\":\"a\"}")
                        .record("u", "{\"" + name + "\":7,\"v\":\"b\"}")
                        .complete("u"));

        assertThat(cache().stream("u").columns())
                .anySatisfy(column -> assertThat(column.field()).isEqualTo("\ufffd half"));
        assertThat(rows("u"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).contains(7L, "b"));
    }

    private WriteSummary land(String schema, String... records) {
        MessageScript messages = script();
        for (String each : records) {
            messages.record("u", each.strip());
        }
        WriteSummary summary = write(
                new ConfiguredCatalog(
                        "{\"streams\":[{\"stream\":{\"name\":\"u\",\"json_schema\":%s},\"sync_mode\":\"full_refresh\"}]}"
                                .formatted(schema)),
                WriteStrategy.APPEND,
                messages.complete("u"));
        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        return summary;
    }
}
