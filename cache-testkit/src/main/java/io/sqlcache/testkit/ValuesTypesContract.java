package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.WriteStrategy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which type a field has, by its JSON schema. */
abstract class ValuesTypesContract extends ValueContract {

    private static final String POINT = "'2024-01-31T12:00:00+02:00'";

    ValuesTypesContract(CacheConformanceTest suite) {
        super(suite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{'type':['string','integer']}",
                "{'type':['null','object','array']}",
                "{'type':['boolean','number','null']}",
                "{'oneOf':[{'type':'string'},{'type':'integer'}]}",
                "{'anyOf':[{'type':'object','properties':{}},{'type':'string'},{'type':'null'}]}",
                "{'type':'object','oneOf':[{'type':'array'},{'type':'object'},{'type':'string'},{'type':'number'},{'type':'boolean'}]}",
                "{'description':'no type at all'}",
                "{'type':'whatever'}",
                "{'$ref':'WellKnownTypes.json#/definitions/Unknown'}"
            })
    void unionsAndSchemasWithoutATypeHoldAnyJson(String schema) {
        List<String> any = List.of("\"text\"", "\"12\"", "12", "1.50", "true", "{\"a\":[1]}", "[null]", "\"\"");

        assertThat(land(quoted(schema), any.toArray(String[]::new))).zipSatisfy(any, (landed, json) -> {
            assertThat(landed.changes()).isEmpty();
            assertThat(Json.same(String.valueOf(landed.value()), json))
                    .as("%s means %s", landed.value(), json)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string'}",
                "{'type':['string']}",
                "{'type':['null','string']}",
                "{'type':'string','format':'uuid'}",
                "{'type':'string','contentEncoding':'base64'}",
                "{'oneOf':[{'type':'null'},{'type':'string'}]}",
                "{'anyOf':[{'type':['string','null']}]}",
                "{'oneOf':[{'type':'string'},{'type':'string','maxLength':5}]}",
                "{'type':'string','oneOf':[{'type':'integer'},{'minLength':1}]}",
                "{'enum':['0012',null]}",
                "{'$ref':'WellKnownTypes.json#/definitions/String'}",
                "{'$ref':'WellKnownTypes.json#/definitions/BinaryData'}"
            })
    void textInEverySpelling(String schema) {
        assertHolds(schema, "'0012'", "0012");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'integer'}",
                "{'type':['null','integer']}",
                "{'type':'number','airbyte_type':'integer'}",
                "{'oneOf':[{'type':'integer'}]}",
                "{'anyOf':[{'type':'integer'},{'type':['null','integer']}]}",
                "{'allOf':[{'type':'integer'}]}",
                "{'$ref':'WellKnownTypes.json#/definitions/Integer'}"
            })
    void integersInEverySpelling(String schema) {
        assertHolds(schema, "12", 12L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'number'}",
                "{'type':['integer','number','null']}",
                "{'type':'string','airbyte_type':'big_number'}",
                "{'type':'number','airbyte_type':'big_number'}",
                "{'$ref':'WellKnownTypes.json#/definitions/Number'}"
            })
    void numbersInEverySpelling(String schema) {
        assertThat(land(quoted(schema), "12.25", "\"12345678901234567890.25\""))
                .extracting(landed -> ((BigDecimal) Objects.requireNonNull(landed.value())).stripTrailingZeros())
                .containsExactly(new BigDecimal("12.25"), new BigDecimal("12345678901234567890.25"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','airbyte_type':'big_integer'}",
                "{'type':'integer','airbyte_type':'big_integer'}",
                "{'type':'number','airbyte_type':'big_integer'}"
            })
    void bigIntegersInEverySpelling(String schema) {
        List<Landed> landed = land(quoted(schema), "\"12345678901234567891\"", "1.5");

        assertThat(landed)
                .containsExactly(
                        new Landed(new BigDecimal("12345678901234567891"), List.of()),
                        new Landed(null, List.of("v " + MISFIT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'boolean'}",
                "{'type':['null','boolean']}",
                "{'$ref':'WellKnownTypes.json#/definitions/Boolean'}"
            })
    void booleansInEverySpelling(String schema) {
        assertHolds(schema, "true", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','format':'date-time'}",
                "{'type':['null','string'],'format':'date-time','airbyte_type':'timestamp_with_timezone'}",
                "{'type':'string','airbyte_type':'timestamp_with_timezone'}",
                "{'$ref':'WellKnownTypes.json#/definitions/TimestampWithTimezone'}"
            })
    void pointsInTimeInEverySpelling(String schema) {
        assertHolds(schema, POINT, OffsetDateTime.parse("2024-01-31T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','format':'date-time','airbyte_type':'timestamp_without_timezone'}",
                "{'type':'string','airbyte_type':'timestamp_without_timezone'}",
                "{'$ref':'WellKnownTypes.json#/definitions/TimestampWithoutTimezone'}"
            })
    void clocksWithADateInEverySpelling(String schema) {
        assertHolds(schema, POINT, LocalDateTime.parse("2024-01-31T12:00:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','format':'time'}",
                "{'type':'string','format':'time','airbyte_type':'time_with_timezone'}",
                "{'$ref':'WellKnownTypes.json#/definitions/TimeWithTimezone'}"
            })
    void timesOfDayInEverySpelling(String schema) {
        assertHolds(schema, "'12:00:00+02:00'", OffsetTime.parse("12:00:00+02:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','format':'time','airbyte_type':'time_without_timezone'}",
                "{'$ref':'WellKnownTypes.json#/definitions/TimeWithoutTimezone'}"
            })
    void clocksInEverySpelling(String schema) {
        assertHolds(schema, "'12:00:00+02:00'", LocalTime.parse("12:00:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'type':['string','null'],'format':'date'}", "{'$ref':'WellKnownTypes.json#/definitions/Date'}"
            })
    void datesInEverySpelling(String schema) {
        assertHolds(schema, "'2024-01-31'", LocalDate.parse("2024-01-31"));
    }

    /** PyAirbyte takes such names for those of dates. */
    @ParameterizedTest
    @ValueSource(strings = {"date", "created_at", "updated_time", "timestamp_ms", "modified", "datetime", "is_active"})
    void nothingIsInferredFromTheNameOfAField(String name) {
        StreamScript stream =
                stream("named").field("id", INTEGER).field(name, INTEGER).field(name + "_text", STRING);
        write(
                catalog(stream),
                WriteStrategy.APPEND,
                script().record("named", "id", 0, name, 1704067200, name + "_text", "1704067200")
                        .complete("named"));

        assertThat(rows("named")).containsExactly(Rows.row("id", 0L, name, 1704067200L, name + "_text", "1704067200"));
    }

    @Test
    void objectsAndArraysAreJsonWhateverTheyHold() {
        assertThat(land(
                        "{\"type\":[\"null\",\"object\"],\"properties\":{\"a\":{\"type\":\"integer\"}}}",
                        "{\"a\":\"x\"}"))
                .extracting(landed -> json(String.valueOf(landed.value())))
                .containsExactly(json("{\"a\":\"x\"}"));
        assertThat(land(
                        "{\"type\":\"array\",\"airbyte_type\":\"vector_array\",\"items\":{\"type\":\"number\"}}",
                        "[0.5,1]"))
                .extracting(landed -> json(String.valueOf(landed.value())))
                .containsExactly(json("[0.5,1]"));
    }

    private void assertHolds(String schema, String json, Object value) {
        assertThat(land(quoted(schema), quoted(json))).containsExactly(new Landed(value, List.of()));
    }
}
