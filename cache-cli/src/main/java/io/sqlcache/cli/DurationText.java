package io.sqlcache.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 500ms}, {@code 0}, or ISO 8601: {@code PT5M}. */
final class DurationText implements ITypeConverter<Duration> {

    private static final Pattern UNITS =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    DurationText() {}

    @Override
    public Duration convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher units = UNITS.matcher(text);
        if (!text.isEmpty() && units.matches()) {
            return Duration.ofHours(number(units.group(1)))
                    .plusMinutes(number(units.group(2)))
                    .plusSeconds(number(units.group(3)))
                    .plusMillis(number(units.group(4)));
        }
        return iso(value, text);
    }

    private static Duration iso(String value, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Said below, as for all else.
        }
        throw new TypeConversionException(
                "\"%s\" is no duration; write a number with its unit: 500ms, 90s, 5m, 2h, 1h30m; or 0"
                        .formatted(value));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
