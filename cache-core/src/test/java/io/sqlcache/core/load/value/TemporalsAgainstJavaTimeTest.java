package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dates and times are what java.time says they are. */
class TemporalsAgainstJavaTimeTest {

    private final Random random = new Random(20240131);
    private final TemporalText parsed = new TemporalText(16 * 3600);

    @Test
    void theDaysOfTheCalendarAreThoseOfJava() {
        for (int round = 0; round < 50_000; round++) {
            int year = random.nextInt(10) == 0 ? random.nextInt(2_000_000) - 1_000_000 : random.nextInt(4_000) - 500;
            int month = random.nextInt(14);
            int day = random.nextInt(33);
            boolean exists = exists(year, month, day);

            assertThat(CalendarDay.exists(year, month, day)).isEqualTo(exists);

            if (exists) {
                assertThat(CalendarDay.epochDay(year, month, day))
                        .isEqualTo(LocalDate.of(year, month, day).toEpochDay());
            }
        }
    }

    private static boolean exists(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);

            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Test
    void whateverJavaPrintsIsRead() {
        for (int round = 0; round < 50_000; round++) {
            OffsetDateTime moment = moment();
            String text = moment.toString();

            if (moment.getYear() == 0) {
                // Java has no sign for it, and in PostgreSQL and MySQL such a date is none.
                assertThat(parse(text)).as(text).isFalse();
                continue;
            }

            assertThat(parse(text)).as(text).isTrue();
            assertThat(epochMicro()).as(text).isEqualTo(rounded(moment));
        }
    }

    @Test
    void spellingsThatMeanTheSameAreReadTheSame() {
        DateTimeFormatter offset = DateTimeFormatter.ofPattern("XXXXX");

        for (int round = 0; round < 20_000; round++) {
            OffsetDateTime moment = moment();
            LocalDateTime clock = moment.toLocalDateTime();
            int year = clock.getYear();
            String date = "%04d%s%02d%s%02d"
                    .formatted(year > 0 ? year : 1 - year, "#", clock.getMonthValue(), "#", clock.getDayOfMonth())
                    .replace("#", pick("-", "/", ".", " "));
            String fraction = moment.get(ChronoField.NANO_OF_SECOND) == 0
                    ? pick("", ".0", ".000000000")
                    : pick(".", ",") + "%09d".formatted(moment.get(ChronoField.NANO_OF_SECOND));
            String zone = moment.getOffset().getTotalSeconds() == 0
                    ? pick("", "Z", "z", " UTC", "+00", "-0000", "+00:00:00", " +00:00")
                    : pick("", " ") + offset.format(moment.getOffset());
            String text = date
                    + pick("T", "t", " ", "  ")
                    + clock.format(DateTimeFormatter.ofPattern("HH:mm:ss"))
                    + fraction
                    + zone
                    + (year > 0 ? pick("", " AD") : pick(" BC", "BC", " bc"));

            assertThat(parse(text)).as(text).isTrue();
            assertThat(epochMicro()).as(text).isEqualTo(rounded(moment));
        }
    }

    @Test
    void whateverJavaPrintsWithAZoneIsRead() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.indexOf('/') > 0)
                .sorted()
                .toList();

        for (int round = 0; round < 20_000; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            LocalDateTime clock = LocalDateTime.of(
                            LocalDate.ofYearDay(1970 + random.nextInt(80), 1 + random.nextInt(365)),
                            LocalTime.ofSecondOfDay(random.nextInt(86_400)))
                    .withNano(random.nextInt(1_000_000) * 1_000);
            ZonedDateTime moment = clock.atZone(zone);
            String name = pick(" ", "[") + zone;
            String text = name.startsWith("[") ? clock + name + "]" : clock + name;
            long micros = moment.toEpochSecond() * 1_000_000 + moment.getNano() / 1_000;

            assertThat(parse(text)).as(text).isTrue();
            assertThat(epochMicro()).as(text).isEqualTo(micros);
            assertThat(parse(moment.toString())).as(moment.toString()).isTrue();
            assertThat(epochMicro()).as(moment.toString()).isEqualTo(micros);
        }
    }

    @Test
    void compactDatesAndTimesAreThoseOfJava() {
        DateTimeFormatter compact = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssXX");

        for (int round = 0; round < 20_000; round++) {
            OffsetDateTime moment = OffsetDateTime.of(
                    LocalDate.ofYearDay(1 + random.nextInt(9_998), 1 + random.nextInt(365)),
                    LocalTime.ofSecondOfDay(random.nextInt(86_400)),
                    ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 900) - 900)));
            String text = moment.format(compact);

            assertThat(parse(text)).as(text).isTrue();
            assertThat(epochMicro()).as(text).isEqualTo(moment.toEpochSecond() * 1_000_000);
        }
    }

    @Test
    void timesOfDayAreThoseOfJava() {
        for (int round = 0; round < 20_000; round++) {
            String text = pair(26) + ":" + pair(62) + ":" + pair(62);
            byte[] bytes = text.getBytes(UTF_8);
            boolean read = parsed.parseTime(bytes, 0, bytes.length);

            if (text.startsWith("24:00:00") || text.endsWith(":60")) {
                continue;
            }

            try {
                assertThat(LocalTime.parse(text).getLong(ChronoField.MICRO_OF_DAY))
                        .isEqualTo(parsed.microOfDay());
                assertThat(read).as(text).isTrue();
            } catch (DateTimeException e) {
                assertThat(read).as(text).isFalse();
            }
        }
    }

    @Test
    void randomCharactersNeverBreakTheParser() {
        String characters = "0123456789-:TZ+. BCz/,[]JanUTC";

        for (int round = 0; round < 300_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];

            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) characters.charAt(random.nextInt(characters.length()));
            }

            parsed.parseDate(bytes, 0, bytes.length);
            parsed.parseTime(bytes, 0, bytes.length);
        }
    }

    private String pair(int bound) {
        int value = random.nextInt(bound);

        return value < 10 ? "0" + value : "" + value;
    }

    private OffsetDateTime moment() {
        int year = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(290_000) - 4_000;
            case 1 -> random.nextInt(10) - 5;
            default -> 1900 + random.nextInt(200);
        };
        int nano = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000);
        int offset = random.nextInt(3) == 0 ? 0 : random.nextInt(2 * 57_599) - 57_599;

        return OffsetDateTime.of(
                LocalDate.ofYearDay(year, 1 + random.nextInt(365)),
                LocalTime.ofSecondOfDay(random.nextInt(86_400)).withNano(nano),
                ZoneOffset.ofTotalSeconds(offset));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean parse(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        return parsed.parseDate(bytes, 0, bytes.length);
    }

    private long epochMicro() {
        return parsed.epochDay() * TemporalText.MICROS_PER_DAY
                + parsed.microOfDay()
                - parsed.offsetSeconds() * TemporalText.MICROS_PER_SECOND;
    }

    private static long rounded(OffsetDateTime moment) {
        OffsetDateTime up = moment.plusNanos(500).truncatedTo(ChronoUnit.MICROS);

        return up.toEpochSecond() * 1_000_000 + up.getNano() / 1000;
    }
}
