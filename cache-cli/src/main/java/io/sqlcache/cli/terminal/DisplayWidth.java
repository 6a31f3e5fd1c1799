package io.sqlcache.cli.terminal;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns of a terminal a text takes, and text that a terminal only shows, without obeying it. */
public final class DisplayWidth {

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** Control characters, and those that turn the direction of the text around them. */
    private static final Pattern COMMANDS = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    private static final int EMOJI_SELECTOR = 0xFE0F;

    /** First and last code points of what takes two columns: East Asian wide and full-width, and emoji. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615,
        0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
        0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD,
        0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757,
        0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E,
        0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x1F1E6, 0x1F1FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7EB, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF,
        0x20000, 0x3FFFD
    };

    private DisplayWidth() {}

    /** The columns that a printable text takes. */
    public static int of(String text) {
        if (isAscii(text)) {
            return text.length();
        }
        return CLUSTER.matcher(text)
                .results()
                .mapToInt(cluster -> ofCluster(cluster.group()))
                .sum();
    }

    /** The text if it takes at most that many columns, else its beginning and an ellipsis. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = columns - 1;
        for (Matcher cluster = CLUSTER.matcher(text); cluster.find(); ) {
            left -= ofCluster(cluster.group());
            if (left < 0) {
                break;
            }
            kept.append(cluster.group());
        }
        return columns < 1 ? "" : kept.append('…').toString();
    }

    /** The text with line ends and other commands to a terminal spelled out: {@code \n}, {@code \u001b}. */
    static String printable(String text) {
        return COMMANDS.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(spelled(found.group().charAt(0))));
    }

    private static String spelled(char command) {
        return switch (command) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) command);
        };
    }

    /** A cluster is what a reader sees as one character: a letter with its accents, a family of emoji, a flag. */
    private static int ofCluster(String cluster) {
        boolean visible = false;
        for (int codePoint : cluster.codePoints().toArray()) {
            if (codePoint == EMOJI_SELECTOR || isWide(codePoint)) {
                return 2;
            }
            visible |= !isInvisible(codePoint);
        }
        return visible ? 1 : 0;
    }

    private static boolean isWide(int codePoint) {
        int place = Arrays.binarySearch(WIDE, codePoint);
        // Found, or the place to insert it at is between the first and the last of a range.
        return place >= 0 || (-place - 1) % 2 == 1;
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> true;
            default -> false;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F);
    }
}
