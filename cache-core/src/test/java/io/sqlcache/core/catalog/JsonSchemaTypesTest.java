package io.sqlcache.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.core.backend.LogicalType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"string"}                                                       | STRING
            {"type":["null","string"]}                                              | STRING
            {"type":["string","null"],"format":"date"}                              | DATE
            {"type":"string","format":"date-time"}                                  | TIMESTAMP_WITH_TIMEZONE
            {"type":"string","format":"date-time","airbyte_type":"timestamp_without_timezone"} | TIMESTAMP_WITHOUT_TIMEZONE
            {"type":"string","airbyte_type":"timestamp_with_timezone"}              | TIMESTAMP_WITH_TIMEZONE
            {"type":"string","format":"time"}                                       | TIME_WITH_TIMEZONE
            {"type":"string","format":"time","airbyte_type":"time_without_timezone"} | TIME_WITHOUT_TIMEZONE
            {"type":"string","format":"email"}                                      | STRING
            {"type":"string","airbyte_type":"big_integer"}                          | BIG_INTEGER
            {"type":"string","airbyte_type":"big_number"}                           | NUMBER
            {"type":"integer"}                                                      | INTEGER
            {"type":"integer","airbyte_type":"big_integer"}                         | BIG_INTEGER
            {"type":"number"}                                                       | NUMBER
            {"type":"number","airbyte_type":"integer"}                              | INTEGER
            {"type":["null","integer","number"]}                                    | NUMBER
            {"type":"boolean"}                                                      | BOOLEAN
            {"type":"object","properties":{"a":{"type":"string"}}}                  | OBJECT
            {"type":"array"}                                                        | ARRAY
            {"type":"array","airbyte_type":"vector_array"}                          | ARRAY
            {"type":["string","integer"]}                                           | ANY
            {"oneOf":[{"type":"string"},{"type":"object"}]}                         | ANY
            {"oneOf":[{"type":"null"},{"type":"integer"}]}                          | INTEGER
            {"anyOf":[{"type":"string","format":"date"},{"type":"null"}]}           | DATE
            {"type":"null"}                                                         | ANY
            {}                                                                      | ANY
            {"type":"money"}                                                        | ANY
            {"$ref":"WellKnownTypes.json#/definitions/String"}                      | STRING
            {"$ref":"WellKnownTypes.json#/definitions/BinaryData"}                  | STRING
            {"$ref":"WellKnownTypes.json#/definitions/Number"}                      | NUMBER
            {"$ref":"WellKnownTypes.json#/definitions/TimestampWithTimezone"}       | TIMESTAMP_WITH_TIMEZONE
            {"$ref":"WellKnownTypes.json#/definitions/TimeWithoutTimezone"}         | TIME_WITHOUT_TIMEZONE
            {"$ref":"#/definitions/base_event"}                                     | ANY
            """)
    void aSchemaMeansOneAirbyteType(String schema, LogicalType type) throws Exception {
        assertThat(JsonSchemaTypes.typeOf(JsonMapper.builder().build().readTree(schema)))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","properties":{"a":{"type":"integer"}}}                                       | INTEGER
            {"type":["null","object"],"properties":{"a":{"type":["null","string"]}}}                      | STRING
            {"oneOf":[{"type":"null"},{"type":"object","properties":{"a":{"type":"number"}}}]}            | NUMBER
            {"oneOf":[{"type":"string"},{"type":"object","properties":{"a":{"type":"number"}}}]}          | ANY
            {"type":"object"}                                                                             | ANY
            {"type":"object","properties":{"b":{"type":"integer"}}}                                       | ANY
            """)
    void theTypeInsideAnObjectIsThatOfItsProperty(String schema, LogicalType type) throws JsonProcessingException {
        assertThat(JsonSchemaTypes.typeAt(new JsonMapper().readTree(schema), List.of("a")))
                .isEqualTo(type);
        assertThat(JsonSchemaTypes.typeAt(
                        new JsonMapper().readTree("{\"properties\":{\"x\":" + schema + "}}"), List.of("x", "a")))
                .isEqualTo(type);
    }
}
