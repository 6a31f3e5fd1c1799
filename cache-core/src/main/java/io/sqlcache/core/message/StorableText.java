package io.sqlcache.core.message;

/** Text that every database can store: Unicode without NUL, which ends a text in C, and without halves of characters. */
public final class StorableText {

    private static final int REPLACEMENT = 0xfffd;

    private StorableText() {}

    /** Whether the text is. */
    public static boolean is(String text) {
        return text.codePoints().allMatch(StorableText::isStorable);
    }

    /** The text with U+FFFD in place of what is not. */
    public static String of(String text) {
        return text.codePoints()
                .map(point -> isStorable(point) ? point : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
