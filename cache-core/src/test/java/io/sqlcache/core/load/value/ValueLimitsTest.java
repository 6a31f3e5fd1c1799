package io.sqlcache.core.load.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.backend.ValueLimits.Decimals;
import io.sqlcache.core.backend.ValueLimits.Json;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that holds less than others states so, and gets nothing that it cannot hold. */
class ValueLimitsTest {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final Decimals SMALL = new Decimals(28, 10, 300);

    private static final ValueLimits NARROW = ValueLimits.DEFAULT
            .withDays(FIRST, LAST)
            .withMicros(FIRST * MICROS_PER_DAY, (LAST + 1) * MICROS_PER_DAY - 1)
            .withDecimals(SMALL)
            .withOffsetSeconds(14 * 3600 + 1)
            .withValueBytes(40)
            .withJson(new Json(3, 1000, 20, SMALL));

    private static String landing(LogicalType type, ColumnType column, String json) {
        return Landing.within(NARROW, type, column, json).toString();
    }

    @ParameterizedTest
    @CsvSource({"0001-01-01", "9999-12-31"})
    void datesAtTheEndsAreWritten(String date) {
        assertThat(Landing.within(NARROW, LogicalType.DATE, Columns.DATE, '"' + date + '"')
                        .isExact())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0001-12-31 BC", "10000-01-01"})
    void datesBeyondTheEndsAreNulled(String date) {
        assertThat(landing(LogicalType.DATE, Columns.DATE, '"' + date + '"')).isEqualTo("null OVERFLOW");
    }

    @ParameterizedTest
    @CsvSource({"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59.9999999", "10000-01-01T00:00:00Z"})
    void timestampsBeyondTheEndsAreNulled(String time) {
        assertThat(landing(LogicalType.TIMESTAMP_WITH_TIMEZONE, Columns.TIMESTAMP_TZ, '"' + time + '"'))
                .isEqualTo("null OVERFLOW");
    }

    @Test
    void timestampsAtTheEndsAreWritten() {
        assertThat(landing(LogicalType.TIMESTAMP_WITHOUT_TIMEZONE, Columns.TIMESTAMP, "\"9999-12-31T23:59:59.999999\""))
                .doesNotContain("null");
        assertThat(landing(LogicalType.TIMESTAMP_WITH_TIMEZONE, Columns.TIMESTAMP_TZ, "\"0001-01-01T00:00:00Z\""))
                .doesNotContain("null");
    }

    @Test
    void offsetsAreThoseThatTheDatabaseKnows() {
        assertThat(landing(LogicalType.TIME_WITH_TIMEZONE, Columns.TIME_TZ, "\"12:00:00+14:00\""))
                .doesNotContain("null");
        assertThat(landing(LogicalType.TIME_WITH_TIMEZONE, Columns.TIME_TZ, "\"12:00:00+14:01\""))
                .isEqualTo("null MISFIT");
    }

    @ParameterizedTest
    @CsvSource({"24:00:00", "23:59:60", "23:59:59.9999996"})
    void timesBeyondTheLastAreNulled(String time) {
        assertThat(landing(LogicalType.TIME_WITHOUT_TIMEZONE, Columns.TIME, '"' + time + '"'))
                .isEqualTo("null OVERFLOW");
        assertThat(landing(LogicalType.TIME_WITH_TIMEZONE, Columns.TIME_TZ, '"' + time + "+02:00\""))
                .isEqualTo("null OVERFLOW");
    }

    @Test
    void timeThatWouldBeRoundedBeyondTheLastIsCut() {
        ColumnType seconds = Columns.rounded(Columns.TIME, 0);
        ColumnType millis = Columns.rounded(Columns.TIME_TZ, 3);

        assertThat(landing(LogicalType.TIME_WITHOUT_TIMEZONE, seconds, "\"23:59:59.9\""))
                .isEqualTo("time 23:59:59 CUT");
        assertThat(landing(LogicalType.TIME_WITH_TIMEZONE, millis, "\"23:59:59.9999Z\""))
                .isEqualTo("timetz 23:59:59.999Z CUT");
        assertThat(landing(LogicalType.TIME_WITHOUT_TIMEZONE, seconds, "\"12:00:00.5\""))
                .isEqualTo("time 12:00:01 CUT");
    }

    @Test
    void decimalsWithTooManyDigitsAreNulledBeforeThePointAndRoundedAfterIt() {
        assertThat(landing(LogicalType.NUMBER, Columns.DECIMAL, "9".repeat(28))).isEqualTo("decimal " + "9".repeat(28));
        assertThat(landing(LogicalType.NUMBER, Columns.DECIMAL, "9".repeat(29))).isEqualTo("null OVERFLOW");
        assertThat(landing(LogicalType.NUMBER, Columns.DECIMAL, "1.00000000005"))
                .isEqualTo("decimal 1.0000000001 CUT");
    }

    @Test
    void numbersInJsonColumnsAreBoundedToo() {
        assertThat(landing(LogicalType.NUMBER, Columns.JSON, "9".repeat(29))).isEqualTo("null OVERFLOW");
        assertThat(landing(LogicalType.OBJECT, Columns.JSON, "{\"a\":" + "9".repeat(29) + "}"))
                .isEqualTo("null OVERFLOW");
        assertThat(landing(LogicalType.OBJECT, Columns.JSON, "{\"a\":1e301}")).isEqualTo("null OVERFLOW");
        assertThat(landing(LogicalType.OBJECT, Columns.JSON, "{\"a\":1.5}")).isEqualTo("json {\"a\":1.5}");
    }

    @Test
    void jsonThatIsTooDeepIsNulled() {
        assertThat(landing(LogicalType.ARRAY, Columns.JSON, "[[[1]]]")).isEqualTo("json [[[1]]]");
        assertThat(landing(LogicalType.ARRAY, Columns.JSON, "[[[[1]]]]")).isEqualTo("null OVERFLOW");
    }

    @Test
    void valuesThatAreTooLongAreNulled() {
        String longest = "x".repeat(40);
        assertThat(landing(LogicalType.STRING, Columns.TEXT, '"' + longest + '"'))
                .isEqualTo("text " + longest);
        assertThat(landing(LogicalType.STRING, Columns.TEXT, '"' + longest + "x\""))
                .isEqualTo("null OVERFLOW");
        assertThat(landing(LogicalType.OBJECT, Columns.JSON, "{\"a\":\"" + longest + "\"}"))
                .isEqualTo("null OVERFLOW");
    }

    @Test
    void jsonOfManySmallValuesIsMeasuredInTheDatabasesOwnForm() {
        ValueLimits small = NARROW.withValueBytes(1000).withJson(new Json(3, 200, 20, SMALL));
        assertThat(Landing.within(small, LogicalType.ARRAY, Columns.JSON, "[1,2,3]")
                        .toString())
                .isEqualTo("json [1,2,3]");
        assertThat(Landing.within(small, LogicalType.ARRAY, Columns.JSON, "[1,2,3,4,5,6,7,8,9,10]")
                        .toString())
                .isEqualTo("null OVERFLOW");
    }

    @Test
    void shortJsonIsMeasuredToo() {
        ValueLimits small = ValueLimits.DEFAULT.withJson(new Json(3, 200, 20, ValueLimits.DEFAULT.decimals()));
        assertThat(Landing.within(small, LogicalType.ARRAY, Columns.JSON, "[1,2,3,4,5,6,7,8,9,10]")
                        .toString())
                .isEqualTo("null OVERFLOW");
        assertThat(Landing.within(ValueLimits.DEFAULT.withValueBytes(6), LogicalType.ARRAY, Columns.JSON, "[1,2,3]")
                        .toString())
                .isEqualTo("null OVERFLOW");
    }

    @Test
    void limitsThatNoVerbCarriesAreRefused() {
        assertThatThrownBy(() -> ValueLimits.DEFAULT.withDays(0, 1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No limits of values: days are 32 bit integers");
        assertThatThrownBy(() -> ValueLimits.DEFAULT.withMicros(1, 0))
                .hasMessage("No limits of values: the first of a range is not after the last");
        assertThatThrownBy(() -> ValueLimits.DEFAULT.withOffsetSeconds(19 * 3600))
                .hasMessage("No limits of values: offsets end between 0 and 18 hours");
        assertThatThrownBy(() -> new Decimals(1_000_001, 0, 0))
                .hasMessage("No limits of values: 1 to 1,000,000 digits before the point");
        assertThatThrownBy(() -> new Json(0, 1, 0, SMALL))
                .hasMessage("No limits of values: JSON is at least one array deep");
    }
}
