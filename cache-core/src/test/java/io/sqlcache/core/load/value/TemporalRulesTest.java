package io.sqlcache.core.load.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times in columns of dates and times. */
class TemporalRulesTest {

    private static final LogicalType ZONED = LogicalType.TIMESTAMP_WITH_TIMEZONE;
    private static final LogicalType LOCAL = LogicalType.TIMESTAMP_WITHOUT_TIMEZONE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-29 | date 2024-02-29",
                "2024-2-9 | date 2024-02-09",
                "2024/02/29 | date 2024-02-29",
                "2024.02.29 | date 2024-02-29",
                "2024.2.9 | date 2024-02-09",
                "2024 02 29 | date 2024-02-29",
                "20240229 | date 2024-02-29",
                "20240229T000000Z | date 2024-02-29",
                "20240229 12:00 | date 2024-02-29 CUT",
                "2024-Feb-29 | date 2024-02-29",
                "2024-feb-9 | date 2024-02-09",
                "2024/FEBRUARY/29 | date 2024-02-29",
                "2024 May 05 | date 2024-05-05",
                "2024Sep05 | date 2024-09-05",
                "0044-Mar-15 BC | date -0043-03-15",
                "2024-02-29Z | date 2024-02-29",
                "2024-02-29-05:00 | date 2024-02-29",
                "2024-02-29T00:00:00+01:00[Europe/Paris] | date 2024-02-29",
                "12345678-01-01 | null OVERFLOW",
                " 2024-02-29 | date 2024-02-29",
                "0001-01-01 | date 0001-01-01",
                "0044-03-15 BC | date -0043-03-15",
                "0044-03-15BC | date -0043-03-15",
                "0044-03-15 bc | date -0043-03-15",
                "2024-02-29 AD | date 2024-02-29",
                "0001-02-29 BC | date 0000-02-29",
                "-0043-03-15 | date -0043-03-15",
                "+12024-01-01 | date +12024-01-01",
                "12024-01-01 | date +12024-01-01",
                "4714-11-24 BC | date -4713-11-24",
                "5874897-12-31 | date +5874897-12-31",
                "2024-02-29T00:00:00Z | date 2024-02-29",
                "2024-02-29T23:30:00-08:00 | date 2024-02-29 CUT",
                "4714-11-23 BC | null OVERFLOW",
                "5874898-01-01 | null OVERFLOW",
                "999999999-01-01 | null OVERFLOW",
            })
    void dateIsTheDateAsWritten(String text, String landing) {
        assertThat(Landing.ofText(LogicalType.DATE, Columns.DATE, text)).hasToString(landing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-02-29",
                "2023-02-30",
                "1900-02-29",
                "2024-13-01",
                "2024-00-01",
                "2024-01-00",
                "2024-04-31",
                "0000-00-00",
                "0000-01-01",
                "0000-01-01 BC",
                "24-01-01",
                "2024-01",
                "2024-01-01T",
                "2024-01-01x",
                "2024-01/01",
                "20230229",
                "20241301",
                "2024010",
                "202401011",
                "20240101120000",
                "1704067200",
                "20240101.5",
                "+20240101",
                "2024.01/01",
                "2024-01.01",
                "2024. 1. 1",
                "2024-Janx-01",
                "2024-Feb-30",
                "2024-Month-01",
                "2024-Jan01",
                "202401Jan",
                "01/02/2024",
                "01.02.2024",
                "02-Jan-2024",
                "24/01/02",
                "2024-W01-1",
                "2024-01-01+2",
                "2024-01-01-05:00:00",
                "2024-01-01+05:3",
                "2024-01-01-05.00.00",
                "2024-01-01+16:00",
                "2024-01-01-05",
                "2024-01-01 BCE",
                "-0043-03-15 BC",
                "2024-001-01",
                "2024-01-001",
                "Jan 1, 2024",
                "today",
                "infinity",
                "12345678901-01-01",
                "2024--01-01",
                "2024-01-01T25:00:00",
                "２０２４-01-01"
            })
    void whatIsNoDayOfTheCalendarBecomesNull(String text) {
        assertThat(Landing.ofText(LogicalType.DATE, Columns.DATE, text)).hasToString("null MISFIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20240101", "1704067200", "true", "{}", "[\"2024-01-01\"]", "NaN"})
    void datesAreTextAndNothingElse(String json) {
        assertThat(Landing.of(LogicalType.DATE, Columns.DATE, json)).hasToString("null MISFIT");
        assertThat(Landing.of(ZONED, Columns.TIMESTAMP_TZ, json)).hasToString("null MISFIT");
        assertThat(Landing.of(LogicalType.TIME_WITH_TIMEZONE, Columns.TIME_TZ, json))
                .hasToString("null MISFIT");
    }

    @Test
    void escapesInDatesAreDecoded() {
        assertThat(Landing.ofText(LogicalType.DATE, Columns.DATE, "2024\\/02\\/29"))
                .hasToString("date 2024-02-29");
        assertThat(Landing.ofText(LogicalType.DATE, Columns.DATE, "\\u0032024-02-29"))
                .hasToString("date 2024-02-29");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-01-31T12:34:56Z | 2024-01-31T12:34:56Z",
                "2024-01-31t12:34:56z | 2024-01-31T12:34:56Z",
                "2024-01-31 12:34:56 | 2024-01-31T12:34:56Z",
                "2024-01-31  12:34:56 UTC | 2024-01-31T12:34:56Z",
                "2024-01-31 12:34:56 gmt | 2024-01-31T12:34:56Z",
                "2024-01-31T12:34 | 2024-01-31T12:34Z",
                "2024-01-31T9:34Z | 2024-01-31T09:34Z",
                "2024-01-31 | 2024-01-31T00:00Z",
                "2024-01-31T12:34:56+05 | 2024-01-31T07:34:56Z",
                "2024-01-31T12:34:56+0530 | 2024-01-31T07:04:56Z",
                "2024-01-31T12:34:56+05:30 | 2024-01-31T07:04:56Z",
                "2024-01-31T12:34:56 -05:30 | 2024-01-31T18:04:56Z",
                "1890-01-01 00:00:00+00:19:32 | 1889-12-31T23:40:28Z",
                "2024-01-01T00:00:00+15:59:59 | 2023-12-31T08:00:01Z",
                "2024-01-31T12:34:56-00:00 | 2024-01-31T12:34:56Z",
                "2024-01-31T12:34:56Z[UTC] | 2024-01-31T12:34:56Z",
                "2024-01-31T12:34:56+01:00[Europe/Paris] | 2024-01-31T11:34:56Z",
                "2024-01-31T12:34:56[Europe/Paris] | 2024-01-31T11:34:56Z",
                "2024-07-31T12:34:56[!Europe/Paris][u-ca=hebrew] | 2024-07-31T10:34:56Z",
                "2024-07-31T12:34:56[UTC] | 2024-07-31T12:34:56Z",
                "2024-07-31T12:34:56Z[Europe/Paris] | 2024-07-31T12:34:56Z",
                "2024-07-31T12:34:56+03:00[Europe/Of_Tomorrow] | 2024-07-31T09:34:56Z",
                "2024-01-31 12:34:56 America/New_York | 2024-01-31T17:34:56Z",
                "2024-07-31 12:34:56.5 America/New_York | 2024-07-31T16:34:56.500Z",
                "2024-07-31 12:34 america/argentina/buenos_aires | 2024-07-31T15:34Z",
                "2024-07-31 12:34:56 Etc/GMT+2 | 2024-07-31T14:34:56Z",
                "2024-07-31 12:34:56Asia/Tokyo | 2024-07-31T03:34:56Z",
                "2024-01-31T12:34:56 UTC+02:00 | 2024-01-31T10:34:56Z",
                "2024-01-31 12:34:56 GMT-5 | 2024-01-31T17:34:56Z",
                "2024-01-31 12:34:56 GMT+0530 | 2024-01-31T07:04:56Z",
                "2024-01-31 12:34:56 +0100 CET | 2024-01-31T11:34:56Z",
                "2024-01-31 12:34:56 +0000 UTC | 2024-01-31T12:34:56Z",
                "2024-01-31 12:34:56 -0500 America/New_York | 2024-01-31T17:34:56Z",
                "2024-03-31T02:30:00[Europe/Paris] | 2024-03-31T01:30Z",
                "2024-10-27T02:30:00[Europe/Paris] | 2024-10-27T00:30Z",
                "0044-03-15 12:00:00 Asia/Tokyo BC | -0043-03-15T02:41:01Z",
                "20240131T123456Z | 2024-01-31T12:34:56Z",
                "20240131T1234+0530 | 2024-01-31T07:04Z",
                "20240131 123456.789 | 2024-01-31T12:34:56.789Z",
                "20240131T12:34:56 | 2024-01-31T12:34:56Z",
                "2024-01-31T123456Z | 2024-01-31T12:34:56Z",
                "2024.01.31 12:34:56 | 2024-01-31T12:34:56Z",
                "2024/01/31 12:34:56 | 2024-01-31T12:34:56Z",
                "2024-Jan-31 12:34:56 UTC | 2024-01-31T12:34:56Z",
                "20240131 | 2024-01-31T00:00Z",
                "2024-01-31Z | 2024-01-31T00:00Z",
                "2024-01-31+05:30 | 2024-01-30T18:30Z",
                "2024-01-31T12:34:56.7Z | 2024-01-31T12:34:56.700Z",
                "2024-01-31T12:34:56,7Z | 2024-01-31T12:34:56.700Z",
                "2024-01-31T12:34:56.123456Z | 2024-01-31T12:34:56.123456Z",
                "2024-01-31T12:34:56.12345600000Z | 2024-01-31T12:34:56.123456Z",
                "2024-01-31T24:00:00Z | 2024-02-01T00:00Z",
                "2016-12-31T23:59:60Z | 2017-01-01T00:00Z",
                "2016-12-31T23:59:60.5Z | 2017-01-01T00:00:00.500Z",
                "0044-03-15 12:00:00+00 BC | -0043-03-15T12:00Z",
                "0044-03-15T12:00:00Z BC | -0043-03-15T12:00Z",
                "+12024-01-01T00:00:00Z | +12024-01-01T00:00Z",
                "4714-11-24 00:00:00+00 BC | -4713-11-24T00:00Z",
                "4714-11-23 20:00:00-04 BC | -4713-11-24T00:00Z",
                "294246-12-31 23:59:59.999999Z | +294246-12-31T23:59:59.999999Z",
            })
    void aPointInTimeIsUtcUnlessThereIsAnOffset(String text, String instant) {
        assertThat(Landing.ofText(ZONED, Columns.TIMESTAMP_TZ, text)).hasToString("timestamptz " + instant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-01-31T12:34:56.1234564999Z | 2024-01-31T12:34:56.123456Z",
                "2024-01-31T12:34:56.1234565Z | 2024-01-31T12:34:56.123457Z",
                "2024-12-31T23:59:59.9999999Z | 2025-01-01T00:00Z",
            })
    void whatIsMoreExactThanMicrosecondsIsRoundedAndTold(String text, String instant) {
        assertThat(Landing.ofText(ZONED, Columns.TIMESTAMP_TZ, text)).hasToString("timestamptz " + instant + " CUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-30T12:00:00Z",
                "2024-01-31T",
                "2024-01-31T12",
                "2024-01-31T24:00:01Z",
                "2024-01-31T12:60:00Z",
                "2024-01-31T12:00:61Z",
                "2024-01-31T12:00:00.Z",
                "2024-01-31T12:00:00+5",
                "2024-01-31T12:00:00+16",
                "2024-01-31T12:00:00+05:60",
                "2024-01-31T12:00:00+05:",
                "2024-01-31T12:00:00 Europe/Nowhere",
                "2024-01-31T12:00:00[Europe/Nowhere]",
                "2024-01-31T12:00:00[GMT+2]",
                "2024-01-31T12:00:00[]",
                "2024-01-31T12:00:00Z[UTC",
                "2024-01-31T12:00:00Z[UTC]x",
                "2024-01-31T12:00:00 CST",
                "2024-01-31T12:00:00 CET",
                "2024-01-31T12:00:00 EST",
                "2024-01-31T12:00:00 UTC Europe/Berlin",
                "2024-01-31T12:00:00 UTC+",
                "2024-01-31T12:00:00 GMT+16",
                "2024-01-31T12:00:00 +01:00 cet",
                "2024-01-31 1200",
                "2024-01-31-12:34",
                "2024-01-31-12:34:56",
                "2024-01-31T120",
                "2024-01-31T12000",
                "20240131120000",
                "2024-01-31T12:00:00 p.m.",
                "1704067200",
                "1704067200.5",
                "1704067200000",
                "2024-01-31T12:00:00ZZ",
                "2024-01-31T12:00:00Z+02",
                "2024-01-31T12:00:00PM",
                "12:00:00",
                "infinity",
                ""
            })
    void whatIsNoPointInTimeBecomesNull(String text) {
        assertThat(Landing.ofText(ZONED, Columns.TIMESTAMP_TZ, text)).hasToString("null MISFIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4714-11-23 23:59:59.999999+00 BC",
                "4714-11-24 00:00:00+01 BC",
                "294277-01-01T00:00:00Z",
                "999999999-01-01T00:00:00Z",
                "9999-01-01T00:00:00Z BC"
            })
    void aPointInTimeBeyondTheDatabasesIsTooFarForTheField(String text) {
        assertThat(Landing.ofText(ZONED, Columns.TIMESTAMP_TZ, text)).hasToString("null OVERFLOW");
        assertThat(Landing.ofText(ZONED, Columns.TIMESTAMP, text)).hasToString("null OVERFLOW");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-01-31T12:34:56 | 2024-01-31T12:34:56",
                "2024-01-31 12:34:56.5Z | 2024-01-31T12:34:56.500",
                "2024-01-31T12:34:56+05:30 | 2024-01-31T12:34:56",
                "2024-01-31T12:34:56+01:00[Europe/Paris] | 2024-01-31T12:34:56",
                "2024-03-31 02:30:00 Europe/Paris | 2024-03-31T02:30",
                "20240131T123456 | 2024-01-31T12:34:56",
                "2024-01-31+05:30 | 2024-01-31T00:00",
                "2024-01-31 | 2024-01-31T00:00",
            })
    void aTimestampWithoutTimeZoneIsTheClockAsWritten(String text, String clock) {
        assertThat(Landing.ofText(LOCAL, Columns.TIMESTAMP, text)).hasToString("timestamp " + clock);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIMESTAMP_WITH_TIMEZONE | TIMESTAMP | 2024-01-31T12:00:00+05:00 | timestamp 2024-01-31T07:00",
                "TIMESTAMP_WITHOUT_TIMEZONE | TIMESTAMP_TZ | 2024-01-31T12:00:00+05:00 | timestamptz 2024-01-31T12:00Z",
                "TIMESTAMP_WITH_TIMEZONE | DATE | 2024-01-31T01:00:00+02:00 | date 2024-01-30 CUT",
                "TIMESTAMP_WITH_TIMEZONE | DATE | 2024-01-31T02:00:00+02:00 | date 2024-01-31",
                "TIMESTAMP_WITHOUT_TIMEZONE | DATE | 2024-01-31T01:00:00+02:00 | date 2024-01-31 CUT",
                "TIMESTAMP_WITHOUT_TIMEZONE | DATE | 2024-01-31T24:00 | date 2024-02-01",
                "DATE | TIMESTAMP | 2024-01-31 | timestamp 2024-01-31T00:00",
                "DATE | TIMESTAMP_TZ | 2024-01-31T12:00:00+05:00 | timestamptz 2024-01-31T00:00Z CUT",
                "STRING | TIMESTAMP_TZ | 2024-01-31T12:00:00+05:00 | timestamptz 2024-01-31T07:00Z",
                "STRING | TIMESTAMP | 2024-01-31T12:00:00+05:00 | timestamp 2024-01-31T12:00",
                "ANY | DATE | 2024-01-31 | date 2024-01-31",
                "DATE | TIME | 2024-01-31 | null MISFIT",
                "TIME_WITH_TIMEZONE | TIMESTAMP | 12:00 | null MISFIT",
                "TIME_WITH_TIMEZONE | TIME | 01:00:00+02:00 | time 23:00",
                "TIME_WITH_TIMEZONE | TIME | 24:00:00 | time 24:00",
                "TIME_WITH_TIMEZONE | TIME | 24:00:00+02 | time 22:00",
                "TIME_WITHOUT_TIMEZONE | TIME_TZ | 12:00:00+02 | timetz 12:00Z",
                "STRING | TIME_TZ | 12:00:00+02 | timetz 12:00+02:00",
                "STRING | TIME | 12:00:00+02 | time 12:00",
            })
    void anExistingColumnOfAnotherTypeGetsWhatItCanHold(LogicalType type, String column, String text, String landing) {
        ColumnType existing = Columns.plain(io.sqlcache.core.backend.PhysicalType.valueOf(column));

        assertThat(Landing.ofText(type, existing, text)).hasToString(landing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12:34:56 | timetz 12:34:56Z",
                "12:34 | timetz 12:34Z",
                "12:34:56.789Z | timetz 12:34:56.789Z",
                "12:34:56-03 | timetz 12:34:56-03:00",
                "12:34:56 +0530 | timetz 12:34:56+05:30",
                "00:00:00+15:59:59 | timetz 00:00+15:59:59",
                "24:00 | timetz 24:00Z",
                "T12:34:56+02:00 | timetz 12:34:56+02:00",
                "T1234 | timetz 12:34Z",
                "12:34:56+02:00[Europe/Paris] | timetz 12:34:56+02:00",
                "12:34:56 UTC | timetz 12:34:56Z",
                "12:34:56 Etc/UTC | timetz 12:34:56Z",
                "12:34:56 Europe/Paris | null MISFIT",
                "1234 | null MISFIT",
                "123456 | null MISFIT",
                "23:59:60 | timetz 24:00Z",
                "12:59:60.25 | timetz 13:00:00.250Z",
                "23:59:59.9999995 | timetz 24:00Z CUT",
                "23:59:60.5 | null MISFIT",
                "24:00:01 | null MISFIT",
                "24:00:00.000001 | null MISFIT",
                "12:34:56 BC | null MISFIT",
                "12 | null MISFIT",
                "2024-01-01T12:00:00 | null MISFIT",
                "1:2:3 | null MISFIT",
            })
    void aTimeOfDayIsUtcUnlessThereIsAnOffset(String text, String landing) {
        assertThat(Landing.ofText(LogicalType.TIME_WITH_TIMEZONE, Columns.TIME_TZ, text))
                .hasToString(landing);
    }

    @Test
    void aTimeWithoutTimeZoneIsTheClockAsWritten() {
        assertThat(Landing.ofText(LogicalType.TIME_WITHOUT_TIMEZONE, Columns.TIME, "12:34:56.5+02:00"))
                .hasToString("time 12:34:56.500");
        assertThat(Landing.ofText(LogicalType.TIME_WITHOUT_TIMEZONE, Columns.TIME, "12:34:56 Europe/Paris"))
                .hasToString("time 12:34:56");
    }

    @Test
    void whatWasReadBeforeDoesNotMatter() {
        TemporalText parsed = new TemporalText(16 * 3600);

        assertThat(read(parsed, "2024-07-31 12:00:00 Europe/Paris")).isEqualTo(7200);
        assertThat(read(parsed, "2024-07-31T12:00:00")).isZero();
        assertThat(read(parsed, "2024-01-31 12:00:00 Europe/Paris")).isEqualTo(3600);
        assertThat(read(parsed, "2024-01-31 12:00:00 Asia/Tokyo")).isEqualTo(32_400);
        assertThat(read(parsed, "2024-01-31 12:00")).isZero();
        assertThat(read(parsed, "2024-01-31 12:00 +01:00")).isEqualTo(3600);
        assertThat(read(parsed, "20240131")).isZero();
        assertThat(parsed.microOfDay()).isZero();
        assertThat(parsed.isRounded()).isFalse();
    }

    private static int read(TemporalText parsed, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(parsed.parseDate(bytes, 0, bytes.length)).as(text).isTrue();

        return parsed.offsetSeconds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 2024-01-31T12:34:56Z | timestamptz 2024-01-31T12:34:56Z",
                "0 | 2024-01-31T12:34:56.5Z | timestamptz 2024-01-31T12:34:57Z CUT",
                "0 | 2024-12-31T23:59:59.7Z | timestamptz 2025-01-01T00:00Z CUT",
                "3 | 2024-01-31T12:34:56.123Z | timestamptz 2024-01-31T12:34:56.123Z",
                "3 | 2024-01-31T12:34:56.1234Z | timestamptz 2024-01-31T12:34:56.123Z CUT",
                "3 | 1900-01-31T12:34:56.1236Z | timestamptz 1900-01-31T12:34:56.124Z CUT",
                "6 | 2024-01-31T12:34:56.123456Z | timestamptz 2024-01-31T12:34:56.123456Z",
            })
    void fractionsBeyondAnExistingColumnsDigitsAreRoundedAndTold(int digits, String text, String landing) {
        assertThat(Landing.ofText(ZONED, Columns.rounded(Columns.TIMESTAMP_TZ, digits), text))
                .hasToString(landing);
    }

    @Test
    void timesAreRoundedUpToMidnightAtMost() {
        assertThat(Landing.ofText(LogicalType.TIME_WITHOUT_TIMEZONE, Columns.rounded(Columns.TIME, 0), "23:59:59.5"))
                .hasToString("time 24:00 CUT");
        assertThat(Landing.ofText(
                        LogicalType.TIME_WITH_TIMEZONE, Columns.rounded(Columns.TIME_TZ, 1), "12:00:00.04+01"))
                .hasToString("timetz 12:00+01:00 CUT");
    }
}
