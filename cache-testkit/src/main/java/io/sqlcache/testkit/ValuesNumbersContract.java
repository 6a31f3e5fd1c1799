package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.BIG_INTEGER;
import static io.sqlcache.core.backend.LogicalType.BOOLEAN;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Booleans, integers and numbers: exact, or null with a reason. */
abstract class ValuesNumbersContract extends ValueContract {

    private static final String MANY_DIGITS = "12345678901234567890123456789";

    ValuesNumbersContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void integerTakesAnExactNumberOrNumericText() {
        keeps(
                INTEGER, "0", 0L, "-17", -17L, "1.0", 1L, "1e3", 1000L, "1200E-2", 12L, "\"12\"", 12L, "\"007\"", 7L,
                "\"+12\"", 12L, "\"1e3\"", 1000L, "null", null);
    }

    @Test
    void integersKeepEveryDigitToTheEndsOfTheirRange() {
        keeps(
                INTEGER,
                "9007199254740993",
                9007199254740993L,
                "-9007199254740993",
                -9007199254740993L,
                "9223372036854775807",
                Long.MAX_VALUE,
                "-9223372036854775808",
                Long.MIN_VALUE,
                "9223372036854775807.000",
                Long.MAX_VALUE);
    }

    @Test
    void largeIntegersBesideNullsKeepEveryDigit() {
        List<String> json = new ArrayList<>();
        for (long i = 0; i < 500; i++) {
            json.add(i % 3 == 0 ? "null" : String.valueOf(9007199254740993L + i));
        }

        assertThat(land(INTEGER, json.toArray(String[]::new)))
                .extracting(Landed::value)
                .containsExactlyElementsOf(LongStream.range(0, 500)
                        .mapToObj(i -> i % 3 == 0 ? null : 9007199254740993L + i)
                        .toList());
    }

    @Test
    void whatIsNoIntegerBecomesNull() {
        nulls(
                MISFIT,
                INTEGER,
                "1.5",
                "1e-1",
                "true",
                "{}",
                "[1]",
                "\"\"",
                "\" \"",
                "\"abc\"",
                "\"1.5\"",
                "\"1,000\"",
                "\"0x1F\"",
                "\"NaN\"",
                "\"१२\"");
    }

    @Test
    void integerBeyondItsRangeBecomesNull() {
        nulls(
                BEYOND,
                INTEGER,
                "9223372036854775808",
                "-9223372036854775809",
                "1e30",
                "1e999999999999",
                "\"9223372036854775808\"");
    }

    @Test
    void numberKeepsEveryDigit() {
        keeps(
                NUMBER,
                "1.50",
                decimal("1.50"),
                "-0.1",
                decimal("-0.1"),
                "1234567890123456.789",
                decimal("1234567890123456.789"),
                MANY_DIGITS,
                decimal(MANY_DIGITS),
                MANY_DIGITS + "." + MANY_DIGITS,
                decimal(MANY_DIGITS + "." + MANY_DIGITS),
                "9007199254740993",
                decimal("9007199254740993"),
                "0.1000000000000000055511151231257827",
                decimal("0.1000000000000000055511151231257827"));
    }

    @Test
    void numberMayHaveAnExponent() {
        keeps(
                NUMBER,
                "1e-10",
                decimal("1e-10"),
                "-1.5e3",
                decimal("-1500"),
                "2E+30",
                decimal("2e30"),
                "1e100",
                decimal("1e100"),
                "123456789e-40",
                decimal("123456789e-40"));
    }

    @Test
    void zeroHasNoSign() {
        keeps(
                NUMBER,
                "0",
                decimal("0"),
                "-0",
                decimal("0"),
                "-0.0",
                decimal("0"),
                "0e5",
                decimal("0"),
                "\"-0\"",
                decimal("0"));
        keeps(INTEGER, "-0", 0L, "-0.0", 0L);
    }

    @Test
    void numberTakesNumericText() {
        keeps(
                NUMBER,
                "\"1.50\"",
                decimal("1.5"),
                "\"+1.5\"",
                decimal("1.5"),
                "\"-.5\"",
                decimal("-0.5"),
                "\"5.\"",
                decimal("5"),
                "\"1e-10\"",
                decimal("1e-10"),
                "\"" + MANY_DIGITS + "\"",
                decimal(MANY_DIGITS));
    }

    @Test
    void whatIsNoNumberBecomesNull() {
        nulls(
                MISFIT,
                NUMBER,
                "true",
                "{}",
                "[1]",
                "\"\"",
                "\"abc\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"1 2\"",
                "\"1e\"",
                "\".\"");
    }

    @Test
    void notANumberTokensAreNoNumbers() {
        nulls(MISFIT, NUMBER, "NaN", "Infinity", "-Infinity");
        nulls(MISFIT, INTEGER, "NaN", "Infinity", "-Infinity");
    }

    @Test
    void numberBeyondEveryColumnBecomesNull() {
        nulls(BEYOND, NUMBER, "1e999999999999", "-1e999999999999", "\"1e999999999999\"");
    }

    @Test
    void bigIntegersAreWholeNumbersOfAnySize() {
        keeps(
                BIG_INTEGER,
                MANY_DIGITS,
                decimal(MANY_DIGITS),
                "\"-" + MANY_DIGITS + "\"",
                decimal("-" + MANY_DIGITS),
                "1e40",
                decimal("1e40"),
                "9223372036854775808",
                decimal("9223372036854775808"));
        nulls(MISFIT, BIG_INTEGER, "1.5", "\"abc\"", "true");
    }

    @Test
    void booleanIsTrueOrFalseAndNothingElse() {
        keeps(BOOLEAN, "true", true, "false", false, "null", null);
        nulls(MISFIT, BOOLEAN, "\"true\"", "\"false\"", "1", "0", "\"t\"", "\"\"", "{}", "[true]");
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
