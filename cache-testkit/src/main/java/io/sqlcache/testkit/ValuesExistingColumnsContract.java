package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.NUMBER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIME_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** Tables that others made: a column is written as it is, and its limits are kept. */
abstract class ValuesExistingColumnsContract extends ValueContract {

    ValuesExistingColumnsContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void numericIsWrittenWithinItsPrecisionAndScale() {
        assertThat(into(SQLDataType.NUMERIC(38, 9), NUMBER, "1.5", "-0.000000001", "12345678901234567890", "1e3"))
                .allSatisfy(landed -> assertThat(landed.changes()).isEmpty())
                .extracting(landed -> number(landed).stripTrailingZeros())
                .containsExactly(
                        new BigDecimal("1.5"),
                        new BigDecimal("-1e-9"),
                        new BigDecimal("1234567890123456789e1"),
                        new BigDecimal("1e3"));
    }

    @Test
    void digitsBeyondTheScaleAreRoundedOffAndTold() {
        List<Landed> landed = into(SQLDataType.NUMERIC(5, 2), NUMBER, "123.454", "123.456", "-0.004", "9.9999");

        assertThat(landed)
                .extracting(each -> number(each).setScale(2))
                .containsExactly(
                        new BigDecimal("123.45"),
                        new BigDecimal("123.46"),
                        new BigDecimal("0.00"),
                        new BigDecimal("10.00"));
        assertThat(landed).extracting(Landed::change).containsOnly("v " + CUT);
    }

    @Test
    void numberBeyondThePrecisionBecomesNull() {
        assertThat(into(SQLDataType.NUMERIC(5, 2), NUMBER, "1000", "-1e3", "999.995", "\"1000\""))
                .containsOnly(new Landed(null, List.of("v " + BEYOND)));
        assertThat(into(SQLDataType.NUMERIC(38, 9), NUMBER, "123456789012345678901234567890"))
                .containsOnly(new Landed(null, List.of("v " + BEYOND)));
    }

    @Test
    void textBeyondTheLengthIsCutBetweenCharactersAndTold() {
        if (!suite.keepsLengths()) {
            assertThat(into(SQLDataType.VARCHAR(3), STRING, "\"abcd\"")).containsExactly(new Landed("abcd", List.of()));
            return;
        }
        assertThat(into(SQLDataType.VARCHAR(3), STRING, "\"abc\"", "\"abcd\"", "\"a😀ü世\"", "\"\""))
                .containsExactly(
                        new Landed("abc", List.of()),
                        new Landed("abc", List.of("v " + CUT)),
                        new Landed("a😀ü", List.of("v " + CUT)),
                        new Landed("", List.of()));
    }

    @Test
    void numberIsNeverCutToALength() {
        if (!suite.keepsLengths()) {
            assertThat(into(SQLDataType.VARCHAR(3), NUMBER, "1234")).containsExactly(new Landed("1234", List.of()));
            return;
        }
        assertThat(into(SQLDataType.VARCHAR(3), NUMBER, "123", "1234", "1.5", "true"))
                .containsExactly(
                        new Landed("123", List.of()),
                        new Landed(null, List.of("v " + BEYOND)),
                        new Landed("1.5", List.of()),
                        new Landed(null, List.of("v " + MISFIT)));
    }

    @Test
    void timestampWithoutAZoneHoldsPointsInTimeAsUtc() {
        assertThat(into(
                        SQLDataType.LOCALDATETIME,
                        TIMESTAMP_WITH_TIMEZONE,
                        "\"2024-01-31T12:00:00+05:00\"",
                        "\"2024-01-31T12:00:00.123456\""))
                .containsExactly(
                        new Landed(LocalDateTime.parse("2024-01-31T07:00:00"), List.of()),
                        new Landed(LocalDateTime.parse("2024-01-31T12:00:00.123456"), List.of()));
    }

    @Test
    void timeWithoutAZoneHoldsTimesOfDayAsUtc() {
        assertThat(into(SQLDataType.LOCALTIME(6), TIME_WITH_TIMEZONE, "\"01:00:00+02:00\"", "\"12:34:56.5\""))
                .containsExactly(
                        new Landed(LocalTime.parse("23:00:00"), List.of()),
                        new Landed(LocalTime.parse("12:34:56.5"), List.of()));
    }

    @Test
    void secondsOfAColumnWithFewerDigitsAreRoundedAndTold() {
        assertThat(into(
                        SQLDataType.LOCALDATETIME(3),
                        LogicalType.TIMESTAMP_WITHOUT_TIMEZONE,
                        "\"2024-01-31T12:00:00.123\"",
                        "\"2024-01-31T12:00:00.123456\""))
                .containsExactly(
                        new Landed(LocalDateTime.parse("2024-01-31T12:00:00.123"), List.of()),
                        new Landed(LocalDateTime.parse("2024-01-31T12:00:00.123"), List.of("v " + CUT)));
    }

    @Test
    void dateBecomesATimestampForAFieldWithPointsInTime() {
        assertThat(into(
                        SQLDataType.LOCALDATE,
                        TIMESTAMP_WITH_TIMEZONE,
                        "\"2024-01-31T00:00:00Z\"",
                        "\"2024-01-31T01:00:00+02:00\""))
                .extracting(landed -> instant(landed) + String.join("", landed.changes()))
                .containsExactly("2024-01-31T00:00:00Z", "2024-01-30T23:00:00Z");
    }

    @Test
    void jsonHoldsObjects() {
        assertThat(into(SQLDataType.JSON, OBJECT, "{\"a\":[1.50,null]}"))
                .extracting(landed -> json(String.valueOf(landed.value())))
                .containsExactly(json("{\"a\":[1.50,null]}"));
    }

    @Test
    void bigintBecomesANumberForAFieldWithFractions() {
        assertThat(into(SQLDataType.BIGINT, NUMBER, "2", "1.5"))
                .allSatisfy(landed -> assertThat(landed.changes()).isEmpty())
                .extracting(landed -> number(landed).stripTrailingZeros())
                .containsExactly(new BigDecimal("2"), new BigDecimal("1.5"));
    }

    @Test
    void textTakesWhatItsFieldMayHold() {
        assertThat(into(SQLDataType.CLOB, INTEGER, "12", "\"12\"", "\"abc\"", "1.5"))
                .containsExactly(
                        new Landed("12", List.of()),
                        new Landed("12", List.of()),
                        new Landed(null, List.of("v " + MISFIT)),
                        new Landed(null, List.of("v " + MISFIT)));
    }

    @Test
    void columnOfAnyOtherTypeIsRefusedByName() {
        workspace.createTable("made", columns(SQLDataType.BLOB));

        refused(CacheException.Kind.CONFIG, () -> land(made(STRING), "made", "\"x\""))
                .hasMessageContaining("\"v\"")
                .hasMessageContaining("made");
    }

    @Test
    void columnOfAnyOtherTypeIsLeftAloneIfTheStreamHasNoneOfItsName() {
        Map<String, DataType<?>> columns = columns(SQLDataType.CLOB);
        columns.put("notes", SQLDataType.BLOB);
        workspace.createTable("made", columns);

        assertThat(land(made(STRING), "made", "\"x\"")).containsExactly(new Landed("x", List.of()));
    }

    @Test
    void missingColumnsAreAddedAndTheOthersKept() {
        Map<String, DataType<?>> columns = new LinkedHashMap<>();
        columns.put("theirs", SQLDataType.CLOB);
        columns.put("v", SQLDataType.CLOB);
        workspace.createTable("made", columns);
        workspace.cache().execute("insert into %s values ('kept', 'old')".formatted(workspace.quoted("made")));
        write(
                catalog(made(STRING)),
                WriteStrategy.APPEND,
                script().record("made", "id", 1, "v", "new").complete("made"));

        assertThat(rows("made"))
                .containsExactlyInAnyOrder(
                        Rows.row("theirs", "kept", "v", "old", "id", null),
                        Rows.row("theirs", null, "v", "new", "id", 1L));
    }

    private List<Landed> into(DataType<?> column, LogicalType field, String... json) {
        workspace.close();
        workspace.createTable("made", columns(column));
        return land(made(field), "made", json);
    }

    private static Instant instant(Landed landed) {
        return ((OffsetDateTime) Objects.requireNonNull(landed.value(), "a point in time")).toInstant();
    }

    private static BigDecimal number(Landed landed) {
        return (BigDecimal) Objects.requireNonNull(landed.value(), "a number");
    }

    private static Map<String, DataType<?>> columns(DataType<?> column) {
        Map<String, DataType<?>> columns = new LinkedHashMap<>();
        columns.put("id", SQLDataType.BIGINT);
        columns.put("v", column);
        return columns;
    }

    private static StreamScript made(LogicalType field) {
        return stream("made").field("id", INTEGER).field("v", field);
    }
}
