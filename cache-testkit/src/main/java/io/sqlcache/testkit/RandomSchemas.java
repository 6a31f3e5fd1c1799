package io.sqlcache.testkit;

import io.sqlcache.core.backend.LogicalType;
import java.util.List;

/** The JSON schemas that mean a type. */
final class RandomSchemas {

    private static final String WELL_KNOWN = "{'$ref':'WellKnownTypes.json#/definitions/%s'}";

    private RandomSchemas() {}

    static String schema(LogicalType type, Dice dice) {
        return dice.oneOf(spellings(type)).replace('\'', '"');
    }

    private static List<String> spellings(LogicalType type) {
        return switch (type) {
            case STRING ->
                List.of(
                        "{'type':'string'}",
                        "{'type':['null','string']}",
                        "{'type':'string','format':'uuid'}",
                        "{'oneOf':[{'type':'null'},{'type':'string'}]}",
                        "{'anyOf':[{'type':'string','format':'date'},{'type':'string'}]}",
                        "{'enum':['a','b']}",
                        WELL_KNOWN.formatted("String"),
                        WELL_KNOWN.formatted("BinaryData"));
            case BOOLEAN ->
                List.of("{'type':'boolean'}", "{'type':['boolean','null']}", WELL_KNOWN.formatted("Boolean"));
            case INTEGER ->
                List.of(
                        "{'type':'integer'}",
                        "{'type':['null','integer']}",
                        "{'type':'number','airbyte_type':'integer'}",
                        "{'anyOf':[{'type':'integer'},{'type':['null','integer']}]}",
                        WELL_KNOWN.formatted("Integer"));
            case BIG_INTEGER ->
                List.of(
                        "{'type':'string','airbyte_type':'big_integer'}",
                        "{'type':'integer','airbyte_type':'big_integer'}");
            case NUMBER ->
                List.of(
                        "{'type':'number'}",
                        "{'type':['integer','number','null']}",
                        "{'type':'string','airbyte_type':'big_number'}",
                        WELL_KNOWN.formatted("Number"));
            case DATE ->
                List.of(
                        "{'type':['null','string'],'format':'date'}",
                        "{'type':'string','allOf':[{'type':'string','format':'date'}]}",
                        WELL_KNOWN.formatted("Date"));
            case TIMESTAMP_WITH_TIMEZONE ->
                List.of(
                        "{'type':'string','format':'date-time'}",
                        "{'type':['string','null'],'format':'date-time','airbyte_type':'timestamp_with_timezone'}",
                        WELL_KNOWN.formatted("TimestampWithTimezone"));
            case TIMESTAMP_WITHOUT_TIMEZONE ->
                List.of(
                        "{'type':'string','format':'date-time','airbyte_type':'timestamp_without_timezone'}",
                        WELL_KNOWN.formatted("TimestampWithoutTimezone"));
            case TIME_WITH_TIMEZONE ->
                List.of("{'type':'string','format':'time'}", WELL_KNOWN.formatted("TimeWithTimezone"));
            case TIME_WITHOUT_TIMEZONE ->
                List.of(
                        "{'type':'string','format':'time','airbyte_type':'time_without_timezone'}",
                        WELL_KNOWN.formatted("TimeWithoutTimezone"));
            case OBJECT ->
                List.of("{'type':['null','object'],'properties':{'a':{'type':'integer'}}}", "{'type':'object'}");
            case ARRAY ->
                List.of(
                        "{'type':'array','items':{'type':'string'}}",
                        "{'type':'array','airbyte_type':'vector_array','items':{'type':'number'}}");
            case ANY ->
                List.of(
                        "{}",
                        "true",
                        "{'type':['string','integer']}",
                        "{'type':['null','object','array']}",
                        "{'oneOf':[{'type':'string'},{'type':'integer'}]}",
                        "{'anyOf':[{'type':'object'},{'type':'string'},{'type':'null'}]}",
                        "{'type':'object','oneOf':[{'type':'object'},{'type':'string'}]}",
                        "{'$ref':'#/definitions/String'}",
                        "{'type':'int'}",
                        WELL_KNOWN.formatted("Unknown"));
        };
    }
}
