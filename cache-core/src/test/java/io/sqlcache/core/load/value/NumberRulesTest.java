package io.sqlcache.core.load.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.LogicalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Integers and numbers in columns of numbers. */
class NumberRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | long 0",
                "-0 | long 0",
                "5 | long 5",
                "-17 | long -17",
                "1.0 | long 1",
                "1e3 | long 1000",
                "1E+3 | long 1000",
                "1200e-2 | long 12",
                "0.5e1 | long 5",
                "0e999999999999 | long 0",
                "0.000 | long 0",
                "9007199254740993 | long 9007199254740993",
                "999999999999999999 | long 999999999999999999",
                "9223372036854775807 | long 9223372036854775807",
                "-9223372036854775808 | long -9223372036854775808",
                "9223372036854775807.000 | long 9223372036854775807",
                "0.9223372036854775807e19 | long 9223372036854775807",
                "\"12\" | long 12",
                "\"007\" | long 7",
                "\"+12\" | long 12",
                "\" 12 \\n\" | long 12",
                "\"1e3\" | long 1000",
                "\"\\u0031\\u0032\" | long 12",
                "null | null",
            })
    void integerTakesAnExactNumberOrNumericText(String json, String landing) {
        assertThat(Landing.of(LogicalType.INTEGER, Columns.BIGINT, json)).hasToString(landing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1e-1",
                "0.1",
                "true",
                "false",
                "{}",
                "[1]",
                "NaN",
                "-Infinity",
                "\"\"",
                "\" \"",
                "\"abc\"",
                "\"1.5\"",
                "\"1,000\"",
                "\"1_000\"",
                "\"0x1F\"",
                "\"12a\"",
                "\"--1\"",
                "\"1e\"",
                "\"e5\"",
                "\".\"",
                "\"+\"",
                "\"-\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"1 2\"",
                "\"१२\""
            })
    void whatIsNoIntegerBecomesNull(String json) {
        assertThat(Landing.of(LogicalType.INTEGER, Columns.BIGINT, json)).hasToString("null MISFIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "99999999999999999999999",
                "1e30",
                "1e999999999999999999999",
                "\"9223372036854775808\""
            })
    void anIntegerBeyondBigintIsTooLargeForTheField(String json) {
        assertThat(Landing.of(LogicalType.INTEGER, Columns.BIGINT, json)).hasToString("null OVERFLOW");
    }

    @Test
    void aFractionIsNotCutOffWhereANumberGoesIntoBigint() {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.BIGINT, "1.5")).hasToString("null MISFIT");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.BIGINT, "15e-1")).hasToString("null MISFIT");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.BIGINT, "2.0")).hasToString("long 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.50 | decimal 1.50",
                "-1.5e3 | decimal -1.5e3",
                "1e-10 | decimal 1e-10",
                "12345678901234567890123456789 | decimal 12345678901234567890123456789",
                "1234567890123456.789 | decimal 1234567890123456.789",
                "9007199254740993 | decimal 9007199254740993",
                "0 | decimal 0",
                "-0 | decimal 0",
                "-0.0 | decimal 0.0",
                "0e5 | decimal 0",
                "0.00 | decimal 0.00",
                "\"1.50\" | decimal 1.50",
                "\"+1.5\" | decimal 1.5",
                "\"-.5\" | decimal -0.5",
                "\"5.\" | decimal 5",
                "\"5.e2\" | decimal 5e2",
                "\"007.50E+01\" | decimal 7.50E+01",
                "\"00\" | decimal 0",
                "\" 1e3\" | decimal 1e3",
                "\"NaN\" | null MISFIT",
                "NaN | null MISFIT",
                "Infinity | null MISFIT",
                "\"\" | null MISFIT",
                "true | null MISFIT",
                "[] | null MISFIT",
            })
    void numberKeepsEveryDigit(String json, String landing) {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, json)).hasToString(landing);
    }

    @Test
    void aNumberAsLargeAsNumericAllowsFits() {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "1e131071")).hasToString("decimal 1e131071");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "1e131072")).hasToString("null OVERFLOW");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "0.001e131074"))
                .hasToString("decimal 0.001e131074");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "-1e99999999999999999999"))
                .hasToString("null OVERFLOW");
    }

    @Test
    void aNumberFinerThanNumericIsRoundedToItsScale() {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "1e-16383")).hasToString("decimal 1e-16383");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "1e-16385")).hasToString("decimal 0 CUT");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DECIMAL, "-1e-99999999999999999999"))
                .hasToString("decimal 0 CUT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "123.45 | decimal 123.45",
                "123.450000 | decimal 123.45",
                "123.454 | decimal 123.45 CUT",
                "123.455 | decimal 123.46 CUT",
                "-123.455 | decimal -123.46 CUT",
                "0.004 | decimal 0 CUT",
                "-0.004 | decimal 0 CUT",
                "0.005 | decimal 0.01 CUT",
                "0.995 | decimal 1 CUT",
                "9.999 | decimal 10 CUT",
                "999.994 | decimal 999.99 CUT",
                "999.995 | null OVERFLOW",
                "1000 | null OVERFLOW",
                "1e3 | null OVERFLOW",
                "-1e3 | null OVERFLOW",
                "1e2 | decimal 1e2",
                "1.23456e2 | decimal 123.46 CUT",
                "12345e-2 | decimal 12345e-2",
                "123450000e-6 | decimal 123.45",
                "5e-1000000000000 | decimal 0 CUT",
                "0.0000 | decimal 0",
                "0.00 | decimal 0.00",
                "\"0123.4\" | decimal 123.4",
            })
    void anExistingNumericKeepsItsPrecisionAndScale(String json, String landing) {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.numeric(5, 2), json)).hasToString(landing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.00123 | decimal 0.00123",
                "0.001234 | decimal 0.00123 CUT",
                "0.00999 | decimal 0.00999",
                "0.009995 | null OVERFLOW",
                "0.01 | null OVERFLOW",
                "1 | null OVERFLOW",
            })
    void aScaleLargerThanThePrecisionLeavesNoRoomNextToThePoint(String json, String landing) {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.numeric(3, 5), json)).hasToString(landing);
    }

    @Test
    void roundingTheLongestFractionsIsQuick() {
        String digits = "0." + "9".repeat(1_000_000);

        assertThat(Landing.of(LogicalType.NUMBER, Columns.numeric(38, 9), digits))
                .hasToString("decimal 1 CUT");
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DOUBLE, digits)).hasToString("double 1.0 CUT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | double 1.5",
                "-0 | double -0.0",
                "-0.0 | double -0.0",
                "0.1 | double 0.1",
                "-12.25 | double -12.25",
                "0.30000000000000004 | double 0.30000000000000004",
                "1.7976931348623157e308 | double 1.7976931348623157E308",
                "5e-324 | double 4.9E-324",
                "1e22 | double 1.0E22",
                "9007199254740992 | double 9.007199254740992E15",
                "9007199254740993 | double 9.007199254740992E15 CUT",
                "0.10000000000000000555 | double 0.1",
                "1e-400 | double 0.0 CUT",
                "1e400 | null OVERFLOW",
                "-1e99999999999 | null OVERFLOW",
                "\"2.5\" | double 2.5",
                "NaN | null MISFIT",
            })
    void aDoubleThatReadsDifferentlyIsTold(String json, String landing) {
        assertThat(Landing.of(LogicalType.NUMBER, Columns.DOUBLE, json)).hasToString(landing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTEGER | 1e3 | text 1e3",
                "INTEGER | \" 12\" | text 12",
                "INTEGER | 1.5 | null MISFIT",
                "INTEGER | \"abc\" | null MISFIT",
                "NUMBER | 1.50 | text 1.50",
                "NUMBER | -0.0 | text -0.0",
                "NUMBER | 123456 | null OVERFLOW",
                "STRING | 123456 | text 12345 CUT",
            })
    void textKeepsTheSpellingOfNumbersAndNeverHalfOfOne(LogicalType type, String json, String landing) {
        assertThat(Landing.of(type, Columns.varchar(5), json)).hasToString(landing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTEGER | 12 | json 12",
                "INTEGER | \"+012\" | json 12",
                "INTEGER | 1.5 | null MISFIT",
                "NUMBER | 1.50e-7 | json 1.50e-7",
                "NUMBER | \"-.5e1\" | json -0.5e1",
                "NUMBER | 1e200000 | null OVERFLOW",
                "NUMBER | 1e-20000 | null OVERFLOW",
                "BIG_INTEGER | 123456789012345678901234567890 | json 123456789012345678901234567890",
            })
    void jsonGetsNumbersAsJsonSpellsThem(LogicalType type, String json, String landing) {
        assertThat(Landing.of(type, Columns.JSON, json)).hasToString(landing);
    }
}
