package io.sqlcache.benchmarks.report;

import java.util.Locale;

/** Numbers as the reports write them. */
final class Figures {

    private static final double MEBIBYTE = 1 << 20;
    private static final int TENFOLD = 10;
    private static final int HUNDREDFOLD = 100;

    private Figures() {}

    static String seconds(double seconds) {
        return format(seconds < TENFOLD ? "%.2f s" : "%.1f s", seconds);
    }

    static String ratio(double ratio) {
        return format("%.2f", ratio);
    }

    static String mebibytes(long bytes) {
        return bytes == 0 ? "not known here" : format("%.0f MiB", bytes / MEBIBYTE);
    }

    /** {@code 1,234}, and two digits that count if it is small. */
    static String number(double number) {
        return number == Math.rint(number) || number >= HUNDREDFOLD ? format("%,.0f", number) : format("%.3g", number);
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
