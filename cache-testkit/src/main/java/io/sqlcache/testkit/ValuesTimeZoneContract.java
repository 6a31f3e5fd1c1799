package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.DATE;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITHOUT_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIME_WITHOUT_TIMEZONE;
import static io.sqlcache.core.backend.LogicalType.TIME_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dates and times while Java, the session and the server are anywhere but in UTC. */
abstract class ValuesTimeZoneContract extends ValueContract {

    /** Half an hour off the full hours, with daylight saving time, and a local mean time of 3:30:52 before 1935. */
    private static final String ELSEWHERE = "America/St_Johns";

    private final TimeZone before = TimeZone.getDefault();

    ValuesTimeZoneContract(CacheConformanceTest suite) {
        super(suite);
    }

    @BeforeEach
    final void moveElsewhere() {
        moveServer(ELSEWHERE);
        TimeZone.setDefault(TimeZone.getTimeZone(ELSEWHERE));
    }

    @AfterEach
    final void moveBack() {
        TimeZone.setDefault(before);
        workspace.closeCaches();
        moveServer("UTC");
    }

    @Test
    void pointsInTimeStayWhereTheyAre() {
        keeps(
                TIMESTAMP_WITH_TIMEZONE,
                "\"2024-01-31T12:34:56Z\"",
                point("2024-01-31T12:34:56Z"),
                "\"2024-07-31T12:34:56+05:30\"",
                point("2024-07-31T07:04:56Z"),
                "\"2024-07-31T12:34:56\"",
                point("2024-07-31T12:34:56Z"),
                "\"2024-03-10T02:30:00\"",
                point("2024-03-10T02:30:00Z"),
                "\"1890-01-01T00:00:00Z\"",
                point("1890-01-01T00:00:00Z"),
                "\"0044-03-15T12:00:00Z BC\"",
                point("-0043-03-15T12:00:00Z"));
    }

    @Test
    void clocksThatNeverShowedATimeHereKeepIt() {
        keeps(
                TIMESTAMP_WITHOUT_TIMEZONE,
                "\"2024-03-10T02:30:00\"",
                LocalDateTime.parse("2024-03-10T02:30:00"),
                "\"2024-11-03T01:30:00\"",
                LocalDateTime.parse("2024-11-03T01:30:00"),
                "\"1582-10-10T00:00:01\"",
                LocalDateTime.parse("1582-10-10T00:00:01"),
                "\"0001-01-01T00:00:00\"",
                LocalDateTime.parse("0001-01-01T00:00:00"));
    }

    @Test
    void daysAreTheDaysThatWereWritten() {
        keeps(
                DATE,
                "\"2024-03-10\"",
                LocalDate.parse("2024-03-10"),
                "\"1582-10-10\"",
                LocalDate.parse("1582-10-10"),
                "\"0001-01-01\"",
                LocalDate.parse("0001-01-01"),
                "\"0044-03-15 BC\"",
                LocalDate.parse("-0043-03-15"));
    }

    @Test
    void timesOfDayAreThoseThatWereWritten() {
        keeps(
                TIME_WITH_TIMEZONE,
                "\"12:34:56\"",
                OffsetTime.parse("12:34:56Z"),
                "\"00:00:00.000001+05:30\"",
                OffsetTime.parse("00:00:00.000001+05:30"),
                "\"23:59:59-08:00\"",
                OffsetTime.parse("23:59:59-08:00"));
        keeps(
                TIME_WITHOUT_TIMEZONE,
                "\"02:30:00\"",
                LocalTime.parse("02:30:00"),
                "\"23:59:59.999999\"",
                LocalTime.parse("23:59:59.999999"));
    }

    @Test
    void extractedAtIsWhenTheRecordWasEmitted() {
        Instant summer = Instant.parse("2023-07-14T22:13:20.123Z");
        write(
                catalog(stream("values").field("v", DATE)),
                script().emittedAt(summer).record("values", "{}").complete("values"));

        assertThat(values("values", "_airbyte_extracted_at")).containsExactly(OffsetDateTime.ofInstant(summer, UTC));
    }

    @Test
    void staysTheSameOnItsWayThroughAMerge() {
        write(
                catalog(stream("values")
                        .field("id", "{\"type\":\"integer\"}")
                        .field("v", TIMESTAMP_WITHOUT_TIMEZONE)
                        .field("z", TIMESTAMP_WITH_TIMEZONE)
                        .primaryKey("id")),
                script().record("values", "{\"id\":1,\"v\":\"2024-03-10T02:30:00\",\"z\":\"2024-03-10T02:30:00\"}")
                        .complete("values"));

        assertThat(landed(StreamId.of("values"), "v"))
                .extracting(Landed::value)
                .containsExactly(LocalDateTime.parse("2024-03-10T02:30:00"));
        assertThat(landed(StreamId.of("values"), "z"))
                .extracting(Landed::value)
                .containsExactly(point("2024-03-10T02:30:00Z"));
    }

    private void moveServer(String zone) {
        suite.timeZoneOfNewSessions(zone).ifPresent(statement -> {
            workspace.cache().execute(statement);
            workspace.closeCaches();
        });
    }

    private static OffsetDateTime point(String utc) {
        return OffsetDateTime.parse(utc).withOffsetSameInstant(UTC);
    }
}
