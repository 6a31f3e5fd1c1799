package io.sqlcache.testkit;

import java.util.List;

/**
 * Dates and times in the spellings that the cache documents, and some that look like them.
 *
 * <p>Left out is what a test of its own covers better: 24:00 as a time of day, which Java has not; years within a few years of
 * a database's last; fractions that round up to the next day.
 */
final class RandomTimes {

    private static final List<String> NO_DATES = List.of(
            "",
            "today",
            "infinity",
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-10",
            "0000-00-00",
            "20240230",
            "01/02/2024",
            "Jan 1, 2024",
            "2024-02-30T12:00:00Z",
            "2024-01-31T24:00:01Z",
            "2024-01-31T12:60:00Z",
            "2024-01-31T12:00:00 Nowhere/Land",
            "2024-01-31T12:00:00 CST",
            "12:00:00",
            "0003-02-29 BC");

    private static final List<String> NO_TIMES =
            List.of("", "noon", "25:00:00", "12:60:00", "2024-01-31T12:00:00Z", "12", "12:00:00 PM", "-01:00:00");

    private final Dice dice;

    RandomTimes(Dice dice) {
        this.dice = dice;
    }

    String date() {
        return dice.chance(20) ? point() : day() + era(5);
    }

    /** A date with a time, or a date alone. */
    String point() {
        if (dice.chance(10)) {
            return day() + era(10);
        }
        String clock = dice.chance(3) ? "24:00:00" : dice.chance(3) ? "23:59:60" : clock();
        return day() + dice.oneOf("T", "T", " ", "t") + clock + offset() + era(5);
    }

    /** A time of day. */
    String time() {
        return clock() + offset();
    }

    String noDate() {
        return dice.oneOf(NO_DATES);
    }

    String noTime() {
        return dice.oneOf(NO_TIMES);
    }

    private String day() {
        String year = switch (dice.between(0, 9)) {
            case 0 -> "%04d".formatted(dice.between(1, 4_700));
            case 1 -> dice.oneOf("", "+") + dice.between(10_000, 200_000);
            case 2 -> dice.chance(20) ? String.valueOf(dice.between(6_000_000, 999_999_999)) : "9999";
            default -> String.valueOf(dice.between(1_900, 2_100));
        };
        String separator = dice.chance(80) ? "-" : year.length() == 4 ? dice.oneOf("", "/", ".", " ") : "/";
        return dice.chance(10)
                ? String.join(separator, year, "02", "29")
                : "%s%s%02d%s%02d".formatted(year, separator, dice.between(1, 12), separator, dice.between(1, 31));
    }

    /** Now and then a year before Christ; few databases reach further back than 4,713. */
    private String era(int percent) {
        return dice.chance(percent) ? " BC" : "";
    }

    private String clock() {
        if (dice.chance(10)) {
            return "%02d:%02d".formatted(dice.between(0, 23), dice.between(0, 59));
        }
        String seconds = "%02d:%02d:%02d".formatted(dice.between(0, 23), dice.between(0, 59), dice.between(0, 59));
        return dice.chance(50) ? seconds : seconds + "." + dice.between(0, 8) + dice.digits(dice.between(0, 8));
    }

    private String offset() {
        return switch (dice.between(0, 7)) {
            case 0, 1 -> "";
            case 2, 3 -> "Z";
            case 4 -> space() + sign() + hours();
            case 5 -> space() + sign() + hours() + minutes();
            default -> space() + sign() + hours() + ":" + minutes() + name();
        };
    }

    /** The name of a zone, which does not count beside an offset. */
    private String name() {
        return dice.chance(20) ? dice.oneOf("[Europe/Paris]", " America/New_York", "[UTC]", " CET") : "";
    }

    private String space() {
        return dice.chance(20) ? " " : "";
    }

    private String sign() {
        return dice.oneOf("+", "-");
    }

    private String hours() {
        return "%02d".formatted(dice.between(0, 15));
    }

    private String minutes() {
        return dice.oneOf("00", "30", "45", "59");
    }
}
