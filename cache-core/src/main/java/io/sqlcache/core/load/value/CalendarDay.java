package io.sqlcache.core.load.value;

import java.time.Year;

/** Days of the proleptic Gregorian calendar; year 0 is 1 BC. */
final class CalendarDay {

    private static final int[] LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** From 0000-03-01 to 1970-01-01. */
    private static final long MARCH_TO_EPOCH = 719_468;

    private static final int DAYS_PER_ERA = 146_097;

    private CalendarDay() {}

    /** Whether there is such a day. */
    static boolean exists(long year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
    }

    private static int lastDay(long year, int month) {
        return month == 2 && Year.isLeap(year) ? 29 : LENGTHS[month - 1];
    }

    /** Days since 1970-01-01. Years begin in March here, so that the leap day is the last of its year. */
    static long epochDay(long year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1;
        long era = Math.floorDiv(marchYear, 400L);
        long yearOfEra = marchYear - era * 400;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;

        return era * DAYS_PER_ERA + dayOfEra - MARCH_TO_EPOCH;
    }
}
