package io.sqlcache.testkit;

import static java.util.Objects.requireNonNullElse;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of the text of a date or a time. */
final class TimeOracle {

    private static final String OFFSET = "(?:(?<offset>Z|[+-]\\d\\d(?::?\\d\\d)?)(?: CET| [A-Z]\\w+/\\w+|\\[[^]]+])?)?";
    private static final String CLOCK =
            "(?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d(?:\\.\\d+)?))? ?" + OFFSET;
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern DATE = Pattern.compile(
            "(?<year>\\+?\\d{4,9})-(?<month>\\d\\d)-(?<day>\\d\\d)(?<time>[Tt ]%s)?(?<era> BC)?".formatted(CLOCK));

    /** A date of other separators, or of none. */
    private static final Pattern OTHER_DATE = Pattern.compile(
            "^(?<year>\\+?\\d{4,9}?)(?<separator>[/. ]|(?=\\d{4}(?:[Tt ]|$)))(?<month>\\d\\d)\\k<separator>(?<day>\\d\\d)(?<rest>.*)");

    /** Far beyond what microseconds since 1970 can count. */
    private static final int MOST_YEARS = 292_000;

    private final ValueLimits limits;

    /** For a database with these limits. */
    TimeOracle(ValueLimits limits) {
        this.limits = limits;
    }

    Cell cell(LogicalType type, String text) {
        try {
            return type == LogicalType.TIME_WITH_TIMEZONE || type == LogicalType.TIME_WITHOUT_TIMEZONE
                    ? time(type, TIME.matcher(text))
                    : day(type, DATE.matcher(OTHER_DATE.matcher(text).replaceFirst("${year}-${month}-${day}${rest}")));
        } catch (DateTimeException e) {
            return Cell.misfit();
        }
    }

    private Cell time(LogicalType type, Matcher text) {
        if (!text.matches()) {
            return Cell.misfit();
        }
        LocalTime clock =
                LocalTime.MIDNIGHT.with(LocalTime.of(hour(text), minute(text))).plusNanos(nanosOfMinute(text));
        return kept(text, type == LogicalType.TIME_WITH_TIMEZONE ? OffsetTime.of(clock, offset(text)) : clock);
    }

    private Cell day(LogicalType type, Matcher text) {
        boolean signedBeforeChrist = text.matches()
                && text.group("era") != null
                && text.group("year").startsWith("+");
        if (!text.matches() || signedBeforeChrist) {
            return Cell.misfit();
        }
        int year = Integer.parseInt(text.group("year"));
        LocalDate day = LocalDate.of(
                text.group("era") == null ? year : 1 - year,
                Integer.parseInt(text.group("month")),
                Integer.parseInt(text.group("day")));
        Duration clock = text.group("time") == null ? Duration.ZERO : clock(text);
        if (year == 0) {
            return Cell.misfit();
        }
        LocalDateTime written = day.atStartOfDay().plus(clock);
        return switch (type) {
            case DATE -> {
                Cell date = clock.isZero() ? Cell.of(day) : Cell.cut(day);
                yield limits.days().has(day.toEpochDay()) ? date : Cell.beyond();
            }
            case TIMESTAMP_WITHOUT_TIMEZONE -> isWithin(written) ? kept(text, written) : Cell.beyond();
            case TIMESTAMP_WITH_TIMEZONE -> {
                LocalDateTime utc = written.minusSeconds(offset(text).getTotalSeconds());
                yield isWithin(utc) ? kept(text, utc.atOffset(ZoneOffset.UTC)) : Cell.beyond();
            }
            case STRING,
                    BOOLEAN,
                    INTEGER,
                    BIG_INTEGER,
                    NUMBER,
                    TIME_WITH_TIMEZONE,
                    TIME_WITHOUT_TIMEZONE,
                    OBJECT,
                    ARRAY,
                    ANY -> throw new IllegalArgumentException(type + " has no days");
        };
    }

    private static Cell kept(Matcher text, Object value) {
        BigDecimal second = new BigDecimal(requireNonNullElse(text.group("second"), "0"));
        BigDecimal rest = second.subtract(second.setScale(6, RoundingMode.HALF_UP));
        return rest.signum() == 0 ? Cell.of(value) : Cell.rounded(value, rest.stripTrailingZeros());
    }

    private boolean isWithin(LocalDateTime utc) {
        return Math.abs(utc.getYear()) < MOST_YEARS
                && limits.micros().has(ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), utc));
    }

    /** The time since midnight; 24:00 is the next, and a leap second the second after it. */
    private static Duration clock(Matcher text) {
        int hour = hour(text);
        Duration clock = Duration.ofHours(hour).plusMinutes(minute(text)).plusNanos(nanosOfMinute(text));
        if (hour > 24 || hour == 24 && !clock.equals(Duration.ofHours(24)) || minute(text) > 59) {
            throw new DateTimeException("No time of day");
        }
        offset(text);
        return clock;
    }

    private static int hour(Matcher text) {
        return Integer.parseInt(text.group("hour"));
    }

    private static int minute(Matcher text) {
        return Integer.parseInt(text.group("minute"));
    }

    /** Rounded half up to the microsecond. */
    private static long nanosOfMinute(Matcher text) {
        BigDecimal seconds = new BigDecimal(requireNonNullElse(text.group("second"), "0"));
        if (seconds.intValue() > 60) {
            throw new DateTimeException("No second of a minute");
        }
        return seconds.setScale(6, RoundingMode.HALF_UP).movePointRight(9).longValueExact();
    }

    private static ZoneOffset offset(Matcher text) {
        return ZoneOffset.of(requireNonNullElse(text.group("offset"), "Z"));
    }
}
