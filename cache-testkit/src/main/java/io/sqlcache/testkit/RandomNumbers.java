package io.sqlcache.testkit;

import java.math.BigInteger;
import java.util.List;

/** Numbers in all spellings of JSON, and of text that means a number or nearly does. */
final class RandomNumbers {

    private static final List<String> EDGES = List.of(
            "0",
            "-0",
            "-0.0",
            "0e5",
            "0.000",
            "1.0",
            "1e3",
            "1200E-2",
            "1.50",
            "-1.5e3",
            "2E+30",
            "1e-10",
            "1e100",
            "1e300",
            "-123456789e-40",
            "0.1000000000000000055511151231257827",
            "9007199254740993",
            "-9007199254740993",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "-9223372036854775809",
            "9223372036854775807.000",
            "92233720368547758.07e2",
            "18446744073709551616",
            "1E400",
            "12345678901234567890123456789",
            "12345678901234567890123456789.12345678901234567890123456789");

    private static final List<String> BEYOND = List.of("1e999999999999", "-1E+999999999999", "9.9e9999999");

    private static final List<String> TEXTS =
            List.of("+12", "007", "-.5", "5.", "+1.5", " 12 ", "\t-7\n", "1e3", "-0", "00.100e+2");

    private static final List<String> NO_NUMBERS = List.of(
            "", " ", "abc", "1,000", "0x1F", "NaN", "Infinity", "१२", "1 2", "1e", ".", "+", "--1", "1_000", "true");

    private final Dice dice;

    RandomNumbers(Dice dice) {
        this.dice = dice;
    }

    /** A JSON number that a column of numbers can hold. */
    String any() {
        return switch (dice.between(0, 4)) {
            case 0 -> dice.oneOf(EDGES);
            case 1 -> integer();
            case 2 -> whole() + "." + dice.digits(dice.between(1, 12));
            case 3 -> whole() + fraction() + exponent();
            default -> whole();
        };
    }

    /** A JSON integer, many of them near the ends of their range. */
    String integer() {
        BigInteger near = BigInteger.TWO.pow(dice.oneOf(31, 53, 62, 63)).add(BigInteger.valueOf(dice.between(-2, 2)));
        return dice.chance(30) ? (dice.chance(50) ? near : near.negate()).toString() : String.valueOf(dice.number());
    }

    /** A JSON number that no column can hold. */
    String beyond() {
        return dice.oneOf(BEYOND);
    }

    /** Text that means a number. */
    String text() {
        return dice.chance(50) ? dice.oneOf(TEXTS) : any();
    }

    /** Text that does not mean a number, though it may look like one. */
    String noNumber() {
        return dice.oneOf(NO_NUMBERS);
    }

    private String whole() {
        String digits = dice.chance(20) ? "0" : dice.between(1, 9) + dice.digits(dice.between(0, 30));
        return (dice.chance(30) ? "-" : "") + digits;
    }

    private String fraction() {
        return dice.chance(50) ? "" : "." + dice.digits(dice.between(1, 20));
    }

    private String exponent() {
        return dice.oneOf("e", "E") + dice.oneOf("", "+", "-") + dice.between(0, 40);
    }
}
