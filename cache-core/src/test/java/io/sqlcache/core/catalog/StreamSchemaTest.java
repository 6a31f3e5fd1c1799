package io.sqlcache.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSchemaTest {

    private static StreamSchema schema(String json) {
        try {
            return new StreamSchema(StreamId.of("users"), new JsonMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static LogicalType typeOf(String field) {
        return schema("{\"properties\":{\"v\":" + field + "}}").fields().get(0).type();
    }

    /** {@code id INTEGER, name STRING}. */
    private static String fields(StreamSchema schema) {
        return schema.fields().stream()
                .map(field -> field.name() + " " + field.type())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"string"}                                                       | STRING
            {"type":["null","string"]}                                              | STRING
            {"type":["string","string",null]}                                       | STRING
            {"type":["string","null"],"format":"date"}                              | DATE
            {"type":"string","format":"date-time"}                                  | TIMESTAMP_WITH_TIMEZONE
            {"type":"string","format":"date-time","airbyte_type":"timestamp_without_timezone"} | TIMESTAMP_WITHOUT_TIMEZONE
            {"type":"string","airbyte_type":"timestamp_with_timezone"}              | TIMESTAMP_WITH_TIMEZONE
            {"airbyte_type":"timestamp_with_timezone"}                              | TIMESTAMP_WITH_TIMEZONE
            {"airbyte_type":"integer"}                                              | INTEGER
            {"format":"date-time"}                                                  | ANY
            {"type":"string","format":"time"}                                       | TIME_WITH_TIMEZONE
            {"type":"string","format":"time","airbyte_type":"time_without_timezone"} | TIME_WITHOUT_TIMEZONE
            {"type":"string","format":"email"}                                      | STRING
            {"type":"string","format":7,"airbyte_type":null}                        | STRING
            {"type":"string","airbyte_type":"big_integer"}                          | BIG_INTEGER
            {"type":"string","airbyte_type":"big_number"}                           | NUMBER
            {"type":"integer"}                                                      | INTEGER
            {"type":"integer","airbyte_type":"big_integer"}                         | BIG_INTEGER
            {"type":"integer","format":"date-time"}                                 | INTEGER
            {"type":"number"}                                                       | NUMBER
            {"type":"number","airbyte_type":"integer"}                              | INTEGER
            {"type":["null","integer","number"]}                                    | NUMBER
            {"type":"boolean"}                                                      | BOOLEAN
            {"type":"object","properties":{"a":{"type":"string"}}}                  | OBJECT
            {"type":"object","additionalProperties":{"type":"string"}}              | OBJECT
            {"type":"array"}                                                        | ARRAY
            {"type":"array","items":[{"type":"string"},{"type":"integer"}]}         | ARRAY
            {"type":"array","airbyte_type":"vector_array"}                          | ARRAY
            {"type":["string","integer"]}                                           | ANY
            {"type":["string",{"type":"string","maxLength":5}]}                     | STRING
            {"type":"null"}                                                         | ANY
            {"type":[]}                                                             | ANY
            {"type":null}                                                           | ANY
            {}                                                                      | ANY
            true                                                                    | ANY
            false                                                                   | ANY
            {"$ref":"WellKnownTypes.json#/definitions/String"}                      | STRING
            {"$ref":"WellKnownTypes.json#/definitions/BinaryData"}                  | STRING
            {"$ref":"WellKnownTypes.json#/definitions/Number"}                      | NUMBER
            {"$ref":"WellKnownTypes.json#/definitions/TimestampWithTimezone"}       | TIMESTAMP_WITH_TIMEZONE
            {"$ref":"WellKnownTypes.json#/definitions/TimeWithoutTimezone"}         | TIME_WITHOUT_TIMEZONE
            {"$ref":"https://example.com/WellKnownTypes.json#/definitions/Boolean"} | BOOLEAN
            {"oneOf":[{"$ref":"WellKnownTypes.json#/definitions/Date"},{"type":"null"}]} | DATE
            """)
    void aSchemaMeansOneAirbyteType(String schema, LogicalType type) {
        assertThat(typeOf(schema)).isEqualTo(type);
        assertThat(schema("{\"properties\":{\"v\":" + schema + "}}").oddities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"oneOf":[{"type":"null"},{"type":"integer"}]}                                         | INTEGER
            {"anyOf":[{"type":"string","format":"date"},{"type":"null"}]}                          | DATE
            {"anyOf":[{"type":"integer"},{"type":["null","integer"]}]}                             | INTEGER
            {"oneOf":[{"type":"string"},{"type":"string","maxLength":5}]}                          | STRING
            {"anyOf":[{"type":"string"},{"type":"string","format":"date-time"}]}                   | STRING
            {"anyOf":[{"type":"string","format":"date"},{"type":"string","format":"date-time"}]}   | STRING
            {"oneOf":[{"type":"integer"},{"type":"number"}]}                                       | NUMBER
            {"oneOf":[{"type":"integer"},{"type":"integer","airbyte_type":"big_integer"}]}         | BIG_INTEGER
            {"oneOf":[{"type":"object","properties":{}},{"type":"object"},false]}                  | OBJECT
            {"oneOf":[{"oneOf":[{"type":"array"},{"type":"null"}]},{"type":"array"}]}              | ARRAY
            {"oneOf":[{"type":"string"},{"type":"object"}]}                                        | ANY
            {"oneOf":[{"type":"string","format":"date"},{"type":"integer"}]}                       | ANY
            {"oneOf":[{"type":"string"},{}]}                                                       | ANY
            {"oneOf":[{"type":"string"},true]}                                                     | ANY
            {"oneOf":[]}                                                                           | ANY
            {"oneOf":{"type":"string"}}                                                            | STRING
            {"oneOf":[{"type":"null"}],"anyOf":[{"type":"boolean"}]}                               | BOOLEAN
            """)
    void alternativesThatMeanOneTypeAreThatType(String schema, LogicalType type) {
        assertThat(typeOf(schema)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","oneOf":[{"type":"object"},{"type":["null","object"]}]}               | OBJECT
            {"type":"object","anyOf":[{"required":["a"]},{"required":["b"]}]}                      | OBJECT
            {"type":"object","oneOf":[{"type":"array"},{"type":"object"},{"type":"string"},{"type":"number"},{"type":"boolean"}]} | ANY
            {"type":"array","oneOf":[{"type":"object"},{"type":"array"}]}                          | ANY
            {"type":"string","anyOf":[{"maxLength":0},{"format":"date-time"}]}                     | STRING
            {"type":["null","string"],"oneOf":[{"type":"string"},{"type":"integer"}]}              | STRING
            {"type":["string","integer"],"oneOf":[{"type":"string"}]}                              | ANY
            {"type":"null","oneOf":[{"type":"string"}]}                                            | STRING
            {"type":"integer","enum":["a"]}                                                        | INTEGER
            """)
    void aTypeBesideAlternativesDecides(String schema, LogicalType type) {
        assertThat(typeOf(schema)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"allOf":[{"type":"integer"}]}                                                         | INTEGER
            {"allOf":[{"type":"string"},{"format":"date-time"}]}                                   | STRING
            {"allOf":[{"type":"string"},{"type":"string","format":"date-time"}]}                   | TIMESTAMP_WITH_TIMEZONE
            {"allOf":[{"type":["null","number"]},{"type":"integer"}]}                              | INTEGER
            {"allOf":[{"description":"x"},{"type":"boolean"}]}                                     | BOOLEAN
            {"allOf":[{"type":"integer"},{"type":"string"}]}                                       | ANY
            {"allOf":[{"type":["integer","string"]},{"type":"string"}]}                            | STRING
            {"type":"object","allOf":[{"properties":{"a":{}}}]}                                    | OBJECT
            {"type":"string","allOf":[{"type":"string","format":"date"}]}                          | DATE
            """)
    void allOfNarrowsTheType(String schema, LogicalType type) {
        assertThat(typeOf(schema)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"enum":["a","b",null]}         | STRING
            {"enum":[1,2]}                  | INTEGER
            {"enum":[1,2.5]}                | NUMBER
            {"enum":[1,9223372036854775808]} | BIG_INTEGER
            {"enum":[true]}                 | BOOLEAN
            {"enum":["a",1]}                | ANY
            {"enum":[null]}                 | ANY
            {"enum":[]}                     | ANY
            {"const":"user"}                | STRING
            {"const":{"a":1}}               | OBJECT
            {"const":[1]}                   | ARRAY
            {"oneOf":[{"const":"a"},{"const":"b"}]} | STRING
            """)
    void valuesThatAreListedSayTheirType(String schema, LogicalType type) {
        assertThat(typeOf(schema)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INTEGER                  | #/definitions/Date
            STRING                   | #/$defs/Date
            BOOLEAN                  | #/properties/other
            NUMBER                   | #/definitions/My%20Type
            ARRAY                    | #/definitions/a~1b~0c
            OBJECT                   | #/definitions/100%
            INTEGER                  | #/definitions/via
            TIMESTAMP_WITH_TIMEZONE  | #/definitions/list/items
            DATE                     | #/definitions/union/oneOf/1
            OBJECT                   | #
            """)
    void aReferenceIsFollowedWithinItsSchema(LogicalType type, String reference) {
        StreamSchema schema = schema("""
                {"type":"object","properties":{"v":{"$ref":"%s","description":"x"},"other":{"type":"boolean"}},
                 "$defs":{"Date":{"type":"string"}},
                 "definitions":{"Date":{"type":"integer"},"My Type":{"type":"number"},"a/b~c":{"type":"array"},
                   "100%%":{"type":"object"},"via":{"oneOf":[{"type":"null"},{"$ref":"#/definitions/Date"}]},
                   "list":{"items":{"type":"string","format":"date-time"}},
                   "union":{"oneOf":[{},{"type":"string","format":"date"}]}}}""".formatted(reference));

        assertThat(schema.fields().get(0).type()).isEqualTo(type);
        assertThat(schema.oddities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#/definitions/String",
                "#/definitions/Missing",
                "#String",
                "String",
                "shared/user.json",
                "https://example.com/schemas/Date",
                "https://example.com/x.json#/definitions/String",
                "WellKnownTypes.json#/definitions/Unknown"
            })
    void aReferenceThatLeadsNowhereIsToldOnceAndHoldsAnyJson(String reference) {
        StreamSchema schema = schema("""
                {"properties":{"v":{"oneOf":[{"$ref":"%s"},{"$ref":"%s"}]}}}""".formatted(reference, reference));

        assertThat(fields(schema)).isEqualTo("v ANY");
        assertThat(schema.oddities())
                .containsExactly("the JSON schema of field \"v\" of stream \"users\" has the $ref \"" + reference
                        + "\", which leads nowhere: it takes any JSON");
    }

    @Test
    void aReferenceToABarePropertyMapIsAnyJson() {
        assertThat(fields(schema("""
                                {"properties":{"v":{"$ref":"#/definitions/base"}},
                                 "definitions":{"base":{"id":{"type":"integer"},"actor":{"type":"object"}}}}"""))).isEqualTo("v ANY");
    }

    @Test
    void circlesOfReferencesEnd() {
        assertThat(fields(schema("""
                {"$ref":"#","properties":{
                   "self":{"$ref":"#/properties/self"},
                   "a":{"$ref":"#/definitions/a"},"b":{"$ref":"#/definitions/b"},
                   "x":{"$ref":"#/definitions/x"},"y":{"$ref":"#/definitions/y"},
                   "tree":{"$ref":"#/definitions/tree"}},
                 "definitions":{
                   "a":{"$ref":"#/definitions/b"},"b":{"allOf":[{"$ref":"#/definitions/a"},{"type":"string"}]},
                   "x":{"anyOf":[{"type":"string"},{"$ref":"#/definitions/y"}]},
                   "y":{"anyOf":[{"type":"integer"},{"$ref":"#/definitions/x"}]},
                   "tree":{"type":"object","properties":{"child":{"$ref":"#/definitions/tree"}}}}}"""))).isEqualTo("self ANY, a STRING, b STRING, x ANY, y ANY, tree OBJECT");
    }

    @Test
    void schemasThatGrowWithoutBoundAreToldAndEnd() {
        String doubled = IntStream.range(0, 60)
                .mapToObj(i -> "\"d%d\":{\"allOf\":[{\"$ref\":\"#/definitions/d%d\"},{\"$ref\":\"#/definitions/d%d\"}]}"
                        .formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));
        String chained = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"c%d\":{\"$ref\":\"#/definitions/c%d\"}".formatted(i, i + 1))
                .collect(Collectors.joining(","));
        StreamSchema schema = schema("""
                {"properties":{"d":{"$ref":"#/definitions/d0"},"c":{"$ref":"#/definitions/c0"},"id":{"type":"integer"}},
                 "allOf":[{"$ref":"#/definitions/c0"}],
                 "definitions":{%s,%s,"d60":{"type":"string"},"c5000":{"type":"string"}}}""".formatted(doubled, chained));

        assertThat(schema.fields())
                .extracting(SourceField::name, SourceField::type)
                .contains(org.assertj.core.groups.Tuple.tuple("id", LogicalType.INTEGER));
        assertThat(schema.oddities())
                .contains(
                        "the JSON schema of stream \"users\" is nested too deeply",
                        "the JSON schema of field \"c\" of stream \"users\" is nested too deeply: it takes any JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"int"}                                | has the unknown type "int"
            {"type":["null","float"]}                     | has the unknown type "float"
            {"type":"String"}                             | has the unknown type "String"
            {"type":"date-time"}                          | has the unknown type "date-time"
            {"oneOf":[{"type":"any"},{"type":"any"}]}     | has the unknown type "any"
            {"type":"int","oneOf":[{"type":"integer"}]}   | has the unknown type "int"
            {"type":"in\\nt"}                             | has the unknown type "in\ufffdt"
            {"type":{"type":"string"},"$ref":"#/odd"}     | has the $ref "#/odd", which leads nowhere
            {"type":5}                                    | has a type that is no text
            "string"                                      | is neither an object nor a boolean
            [{"type":"string"}]                           | is neither an object nor a boolean
            null                                          | is neither an object nor a boolean
            """)
    void strayWordsAreToldOnceAndHoldAnyJson(String stray, String told) {
        StreamSchema schema = schema("{\"properties\":{\"id\":{\"type\":\"integer\"},\"age\":" + stray + "}}");

        assertThat(schema.fields().get(0).type()).isEqualTo(LogicalType.INTEGER);
        assertThat(schema.oddities())
                .containsExactly(
                        "the JSON schema of field \"age\" of stream \"users\" " + told + ": it takes any JSON");
        assertThat(schema.typeAt(List.of("age")))
                .isEqualTo(schema.fields().get(1).type());
        assertThat(schema.oddities()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"properties":{"id":{"type":"integer"}},"allOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"boolean"}}}]} | id INTEGER, a STRING, b BOOLEAN
            {"$ref":"#/definitions/u","definitions":{"u":{"type":"object","properties":{"id":{"type":"integer"}}}}} | id INTEGER
            {"allOf":[{"$ref":"#/$defs/u"},{"properties":{"b":{"type":"string"}}}],"$defs":{"u":{"allOf":[{"properties":{"a":{"type":"integer"}}}]}}} | a INTEGER, b STRING
            {"oneOf":[{"properties":{"a":{"type":"integer"},"k":{"const":"x"}}},{"properties":{"k":{"const":"y"},"b":{"type":"string"}}}]} | a INTEGER, k STRING, b STRING
            {"anyOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{"type":"string"}}}]} | a ANY
            {"anyOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{}}}]} | a ANY
            {"anyOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{"type":"number"}}},{"type":"null"}]} | a NUMBER
            {"properties":{"a":{"type":"string"}},"oneOf":[{"properties":{"a":{"const":1}}},{"required":["a"]}]} | a STRING
            {"properties":{"a":{}},"oneOf":[{"properties":{"a":{"const":1}}},{"required":["a"]}]} | a INTEGER
            {"properties":{"a":{"type":"string"}},"allOf":[{"properties":{"a":{"type":"string","format":"date"}}}]} | a DATE
            {"properties":{"a":{"type":"string"}},"if":{"properties":{"a":{"const":"x"}}},"then":{"properties":{"b":{"type":"integer"}}},"else":{"properties":{"c":{"type":"number"}}}} | a STRING, b INTEGER, c NUMBER
            {"type":"object","oneOf":[{"oneOf":[{"properties":{"deep":{"$ref":"WellKnownTypes.json#/definitions/Date"}}}]}]} | deep DATE
            {"properties":{"a":{"type":"integer"}},"oneOf":{"properties":{"b":{"type":"integer"}}}} | a INTEGER, b INTEGER
            """)
    void propertiesAreFieldsWhereverTheSchemaHasThem(String json, String fields) {
        StreamSchema schema = schema(json);

        assertThat(fields(schema)).isEqualTo(fields);
        assertThat(schema.oddities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","additionalProperties":true} | names no fields, so that its rows have no values
            {}                                            | names no fields, so that its rows have no values
            """)
    void aSchemaWithoutFieldsIsTold(String json, String told) {
        StreamSchema schema = schema(json);

        assertThat(schema.fields()).isEmpty();
        assertThat(schema.oddities()).containsExactly("the JSON schema of stream \"users\" " + told);
    }

    @Test
    void aReferenceOfTheWholeSchemaThatLeadsNowhereIsToldOnce() {
        StreamSchema schema = schema("""
                {"$ref":"base.json","properties":{"id":{"type":"integer"},"name":{"type":"string"}}}""");

        assertThat(fields(schema)).isEqualTo("id INTEGER, name STRING");
        assertThat(schema.oddities())
                .containsExactly("the JSON schema of stream \"users\" has the $ref \"base.json\", which leads nowhere");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","properties":{"a":{"type":"integer"}}}                                       | INTEGER
            {"type":["null","object"],"properties":{"a":{"type":["null","string"]}}}                      | STRING
            {"oneOf":[{"type":"null"},{"type":"object","properties":{"a":{"type":"number"}}}]}            | NUMBER
            {"oneOf":[{"type":"string"},{"type":"object","properties":{"a":{"type":"number"}}}]}          | NUMBER
            {"type":"object","allOf":[{"properties":{"a":{"type":"string","format":"date"}}}]}            | DATE
            {"$ref":"#/definitions/d"}                                                                    | BOOLEAN
            {"type":"object"}                                                                             | ANY
            {"type":"object","properties":{"b":{"type":"integer"}}}                                       | ANY
            """)
    void theTypeInsideAnObjectIsThatOfItsProperty(String schema, LogicalType type) {
        String definitions = "\"definitions\":{\"d\":{\"properties\":{\"a\":{\"type\":\"boolean\"}}}}";
        assertThat(schema("{" + definitions + ",\"properties\":{\"x\":" + schema + "}}")
                        .typeAt(List.of("x", "a")))
                .isEqualTo(type);
        assertThat(schema("{" + definitions + ",\"properties\":{\"w\":{\"properties\":{\"x\":" + schema + "}}}}")
                        .typeAt(List.of("w", "x", "a")))
                .isEqualTo(type);
    }
}
