package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.RowSink;

/** A column of text, with the length it may have. */
final class TextColumn {

    /** What becomes of text that is too long. */
    enum TooLong {
        /** Its first characters are kept. */
        CUT,
        /** Nothing is kept: the beginning of a number is another number. */
        NULL
    }

    private final int most;
    private final int length;
    private final TooLong tooLong;

    /**
     * A column as found.
     *
     * @param most the bytes that any text may have
     */
    TextColumn(ColumnType column, TooLong tooLong, int most) {
        this.most = most;
        this.length = column.length();
        this.tooLong = tooLong;
    }

    /** Writes valid UTF-8 without NUL. */
    Fit write(byte[] utf8, int start, int end, RowSink sink) {
        if (end - start > most) {
            return Fit.OVERFLOW;
        }

        // A character has one byte at least, so most texts need no counting.
        if (length == ColumnType.UNLIMITED || end - start <= length || Utf8.codePoints(utf8, start, end) <= length) {
            sink.writeText(utf8, start, end - start);

            return Fit.EXACT;
        }

        return switch (tooLong) {
            case CUT -> {
                sink.writeText(utf8, start, Utf8.endOf(length, utf8, start, end) - start);

                yield Fit.CUT;
            }
            case NULL -> Fit.OVERFLOW;
        };
    }
}
