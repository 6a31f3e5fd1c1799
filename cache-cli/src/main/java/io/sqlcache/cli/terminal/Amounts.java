package io.sqlcache.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Amounts {

    private static final double MEGABYTE = 1_000_000;

    private Amounts() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 stream}, {@code 2 streams}. */
    public static String counted(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** How many a second, without fraction. */
    public static String rate(long number, Duration time) {
        return count(Math.round(number / seconds(time)));
    }

    /** {@code 1.2}: bytes as millions of bytes. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MEGABYTE);
    }

    /** Millions of bytes a second. */
    public static String megabytesRate(long bytes, Duration time) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MEGABYTE / seconds(time));
    }

    /** {@code 0.25 s}, {@code 12.3 s}. */
    public static String time(Duration time) {
        return String.format(Locale.ROOT, seconds(time) < 10 ? "%.2f s" : "%,.1f s", time.toNanos() / 1e9);
    }

    /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    static String clock(Duration time) {
        return time.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart())
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** Never zero, so that it can divide. */
    private static double seconds(Duration time) {
        return Math.max(time.toNanos(), 1_000_000) / 1e9;
    }
}
