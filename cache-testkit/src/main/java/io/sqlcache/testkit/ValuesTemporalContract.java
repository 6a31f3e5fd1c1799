package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.DATE;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITHOUT_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIME_WITHOUT_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIME_WITH_TIMEZONE;
import static io.sqlcache.testkit.StreamScript.stream;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.QueryResult;
import io.sqlcache.core.backend.LogicalType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dates, times and points in time in every spelling, to the microsecond. */
abstract class ValuesTemporalContract extends ValueContract {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    ValuesTemporalContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void pointsInTimeAreReadWithTheirOffset() {
        keepsPoints(
                "2024-01-31T12:34:56Z", "2024-01-31T12:34:56Z",
                "2024-01-31t12:34:56z", "2024-01-31T12:34:56Z",
                "2024-01-31 12:34:56+00", "2024-01-31T12:34:56Z",
                "2024-01-31T12:34:56+05", "2024-01-31T07:34:56Z",
                "2024-01-31T12:34:56+0530", "2024-01-31T07:04:56Z",
                "2024-01-31T12:34:56-05:30", "2024-01-31T18:04:56Z",
                "2024-01-31 12:34:56.5 +05:30", "2024-01-31T07:04:56.5Z",
                "2024-01-31T24:00:00Z", "2024-02-01T00:00:00Z",
                "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
    }

    @Test
    void pointInTimeWithoutAZoneIsUtc() {
        keepsPoints(
                "2024-01-31T12:34:56", "2024-01-31T12:34:56Z",
                "2024-07-31 12:34:56.789", "2024-07-31T12:34:56.789Z",
                "2024-01-31T12:34", "2024-01-31T12:34:00Z",
                "2024-01-31", "2024-01-31T00:00:00Z");
    }

    @Test
    void fractionsAreKeptToTheMicrosecond() {
        keepsPoints(
                "2024-01-31T12:34:56.1Z", "2024-01-31T12:34:56.1Z",
                "2024-01-31T12:34:56.123456Z", "2024-01-31T12:34:56.123456Z",
                "2024-01-31T12:34:56.000001Z", "2024-01-31T12:34:56.000001Z",
                "2024-01-31T12:34:56.999999Z", "2024-01-31T12:34:56.999999Z",
                "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z",
                "2024-01-31T12:34:56.123456000Z", "2024-01-31T12:34:56.123456Z");
    }

    @Test
    void fractionsBeyondMicrosecondsAreRoundedAndTold() {
        changes(
                CUT,
                TIMESTAMP_WITH_TIMEZONE,
                "\"2024-01-31T12:34:56.123456400Z\"",
                OffsetDateTime.parse("2024-01-31T12:34:56.123456Z"),
                "\"2024-01-31T12:34:56.123456789Z\"",
                OffsetDateTime.parse("2024-01-31T12:34:56.123457Z"),
                "\"2024-01-31T12:34:56.9999999Z\"",
                OffsetDateTime.parse("2024-01-31T12:34:57Z"),
                "\"2024-01-31T12:34:56.00000000001+02:00\"",
                OffsetDateTime.parse("2024-01-31T10:34:56Z"));
        changes(CUT, TIME_WITHOUT_TIMEZONE, "\"12:34:56.1234567\"", LocalTime.parse("12:34:56.123457"));
    }

    @Test
    void yearsReachFromBeforeChristToBeyondFourDigits() {
        keepsPoints(
                "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
                "0044-03-15 12:00:00+00 BC", "-0043-03-15T12:00:00Z",
                "0044-03-15T12:00:00Z BC", "-0043-03-15T12:00:00Z",
                "1582-10-10T00:00:00Z", "1582-10-10T00:00:00Z",
                "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z",
                "12024-01-01T00:00:00Z", "+12024-01-01T00:00:00Z",
                "+12024-01-01T00:00:00Z", "+12024-01-01T00:00:00Z");
        keepsDates(
                "0044-03-15 BC", "-0043-03-15",
                "0001-01-01", "0001-01-01",
                "1582-10-10", "1582-10-10",
                "12024-02-29", "+12024-02-29");
    }

    @Test
    void leapDaysBeforeChristAreDays() {
        keepsDates("0001-02-29 BC", "0000-02-29", "0005-02-29 BC", "-0004-02-29");
        keepsPoints(
                "0001-02-29T12:00:00Z BC", "0000-02-29T12:00:00Z",
                "0001-02-29T12:00:00.123456+05:30 BC", "0000-02-29T06:30:00.123456Z",
                "4001-02-29T23:59:59.5Z BC", "-4000-02-29T23:59:59.5Z");
        keeps(
                TIMESTAMP_WITHOUT_TIMEZONE,
                pairs(
                        LocalDateTime::parse,
                        "0001-02-29T12:00:00 BC",
                        "0000-02-29T12:00:00",
                        "0401-02-29T00:00:00.000001 BC",
                        "-0400-02-29T00:00:00.000001"));
    }

    @Test
    void datesAreDaysOfTheCalendar() {
        keepsDates(
                "2024-02-29", "2024-02-29",
                "2000-02-29", "2000-02-29",
                "1970-01-01", "1970-01-01",
                "1900-02-28", "1900-02-28",
                "2024-02-29T00:00:00Z", "2024-02-29");
        nulls(
                MISFIT,
                DATE,
                texts(
                        "2023-02-29",
                        "1900-02-29",
                        "2024-13-01",
                        "2024-00-10",
                        "0000-00-00",
                        "20230229",
                        "01/02/2024",
                        "24-01-02",
                        "2024-01/02",
                        "Jan 1, 2024",
                        "today",
                        "infinity",
                        ""));
        nulls(MISFIT, DATE, "20240101", "true", "{}", "[\"2024-01-01\"]");
    }

    @Test
    void datesAreReadYearFirstInEverySpelling() {
        keepsDates(
                "20240229", "2024-02-29",
                "2024/02/29", "2024-02-29",
                "2024.2.29", "2024-02-29",
                "2024 02 29", "2024-02-29",
                "2024-Feb-29", "2024-02-29",
                "2024Dec05", "2024-12-05",
                "2024-02-29Z", "2024-02-29");
        keepsPoints(
                "20240131T123456Z", "2024-01-31T12:34:56Z",
                "20240131 12:34:56+02:00", "2024-01-31T10:34:56Z",
                "2024.01.31 12:34:56", "2024-01-31T12:34:56Z",
                "2024-Jan-31 12:34:56.5 UTC", "2024-01-31T12:34:56.5Z",
                "20240131", "2024-01-31T00:00:00Z",
                "2024-01-31+02:00", "2024-01-30T22:00:00Z");
    }

    @Test
    void namesOfZonesCountWhereThereIsNoOffset() {
        keepsPoints(
                "2024-01-31T12:34:56Z[UTC]", "2024-01-31T12:34:56Z",
                "2024-01-31T12:34:56+01:00[Europe/Paris]", "2024-01-31T11:34:56Z",
                "2024-07-31T12:34:56[Europe/Paris]", "2024-07-31T10:34:56Z",
                "2024-01-31 12:34:56 America/New_York", "2024-01-31T17:34:56Z",
                "2024-01-31 12:34:56 UTC", "2024-01-31T12:34:56Z",
                "2024-01-31 12:34:56 GMT+2", "2024-01-31T10:34:56Z",
                "2024-01-31 12:34:56 +0100 CET", "2024-01-31T11:34:56Z",
                "2024-10-27T02:30:00[Europe/Paris]", "2024-10-27T00:30:00Z");
        keeps(
                TIMESTAMP_WITHOUT_TIMEZONE,
                pairs(LocalDateTime::parse, "2024-01-31T12:34:56+01:00[Europe/Paris]", "2024-01-31T12:34:56"));
        nulls(MISFIT, TIMESTAMP_WITH_TIMEZONE, texts("2024-01-31 12:34:56 CST", "2024-01-31T12:34:56[Europe/Nowhere]"));
        nulls(MISFIT, TIME_WITH_TIMEZONE, texts("12:34:56 Europe/Paris"));
    }

    @Test
    void timestampWithoutTimeZoneIsTheClockAsWritten() {
        keeps(
                TIMESTAMP_WITHOUT_TIMEZONE,
                pairs(
                        LocalDateTime::parse,
                        "2024-01-31T12:34:56",
                        "2024-01-31T12:34:56",
                        "2024-01-31 12:34:56.123456",
                        "2024-01-31T12:34:56.123456",
                        "2024-01-31T12:34:56+05:30",
                        "2024-01-31T12:34:56",
                        "2024-01-31T12:34:56Z",
                        "2024-01-31T12:34:56",
                        "2024-01-31",
                        "2024-01-31T00:00:00",
                        "0044-03-15 12:00:00 BC",
                        "-0043-03-15T12:00:00",
                        "12024-01-01T00:00:00",
                        "+12024-01-01T00:00:00"));
    }

    @Test
    void timesOfDayKeepTheirOffset() {
        keeps(
                TIME_WITH_TIMEZONE,
                pairs(
                        OffsetTime::parse,
                        "12:34:56Z",
                        "12:34:56Z",
                        "12:34:56",
                        "12:34:56Z",
                        "12:34",
                        "12:34:00Z",
                        "12:34:56.789-03",
                        "12:34:56.789-03:00",
                        "12:34:56.123456+0530",
                        "12:34:56.123456+05:30",
                        "00:00:00+05:30",
                        "00:00:00+05:30",
                        "23:59:59.999999-08:00",
                        "23:59:59.999999-08:00"));
    }

    @Test
    void timesWithoutTimeZoneAreTheClockAsWritten() {
        keeps(
                TIME_WITHOUT_TIMEZONE,
                pairs(
                        LocalTime::parse,
                        "12:34:56",
                        "12:34:56",
                        "12:34",
                        "12:34:00",
                        "00:00:00",
                        "00:00:00",
                        "23:59:59.999999",
                        "23:59:59.999999",
                        "12:34:56.5+02:00",
                        "12:34:56.5",
                        "01:02:03Z",
                        "01:02:03"));
    }

    @Test
    void whatIsNoPointInTimeBecomesNull() {
        String[] wrong = texts(
                "2023-02-30T12:00:00Z",
                "2024-01-31T24:00:01Z",
                "2024-01-31T12:60:00Z",
                "2024-01-31T12:00:00 Nowhere/Land",
                "0000-00-00 00:00:00",
                "12:00:00",
                "infinity",
                "yesterday",
                "");

        nulls(MISFIT, TIMESTAMP_WITH_TIMEZONE, wrong);
        nulls(MISFIT, TIMESTAMP_WITHOUT_TIMEZONE, wrong);
        nulls(MISFIT, TIMESTAMP_WITH_TIMEZONE, "1704067200", "1704067200000", "true", "{}", "[]");
    }

    @Test
    void whatIsNoTimeOfDayBecomesNull() {
        for (LogicalType type : List.of(TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE)) {
            nulls(MISFIT, type, texts("25:00:00", "12:60:00", "noon", "2024-01-31T12:00:00Z", ""));
            nulls(MISFIT, type, "120000", "true", "{}");
        }
    }

    @Test
    void dayBeyondTheDatabaseBecomesNull() {
        nulls(BEYOND, DATE, texts("999999999-01-01"));
        nulls(BEYOND, TIMESTAMP_WITH_TIMEZONE, texts("999999999-01-01T00:00:00Z"));
        nulls(BEYOND, TIMESTAMP_WITHOUT_TIMEZONE, texts("999999999-01-01T00:00:00"));
    }

    @Test
    void endOfTheDayIsKeptAs24HoursOrNulled() {
        boolean kept = workspace.limits().lastTime() == MICROS_PER_DAY;
        for (LogicalType type : List.of(TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE)) {
            String stream = "ends_of_day_" + type.name().toLowerCase(Locale.ROOT);
            List<Landed> landed = land(stream(stream).field("id", INTEGER).field("v", type), stream, "\"24:00:00\"");
            String text = text("select cast(%s as varchar(30)) from %s".formatted(column("v"), table(stream)));

            assertThat(landed).extracting(Landed::change).containsExactly(kept ? "" : "v " + BEYOND);
            assertThat(text).startsWith(kept ? "24:00" : "null");
        }
    }

    private String text(String query) {
        try (QueryResult result = cache().query(query)) {
            return String.valueOf(
                    result.rows().findFirst().orElseThrow().values().get(0));
        }
    }

    @Test
    void timeOfADateIsCutOffAndTold() {
        changes(CUT, DATE, "\"2024-02-29T23:30:00-08:00\"", LocalDate.parse("2024-02-29"));
    }

    private void keepsPoints(String... textsAndPoints) {
        keeps(
                TIMESTAMP_WITH_TIMEZONE,
                pairs(text -> OffsetDateTime.parse(text).withOffsetSameInstant(UTC), textsAndPoints));
    }

    private void keepsDates(String... textsAndDates) {
        keeps(DATE, pairs(LocalDate::parse, textsAndDates));
    }

    private static Object[] pairs(Function<String, Object> parse, String... textsAndValues) {
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < textsAndValues.length; i += 2) {
            pairs.add(Json.text(textsAndValues[i]));
            pairs.add(parse.apply(textsAndValues[i + 1]));
        }
        return pairs.toArray();
    }

    private static String[] texts(String... texts) {
        return Stream.of(texts).map(Json::text).toArray(String[]::new);
    }
}
