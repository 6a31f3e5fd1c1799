package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds zones by their names in the IANA database, {@code Europe/Paris}, in letters of any case. Abbreviations are none: {@code CST} is a
 * zone of America and one of China, and {@code CET} in summer is told in two ways. Not thread-safe.
 */
final class ZoneNames {

    private static final int LEAST_ABBREVIATION = 3;
    private static final int MOST_ABBREVIATION = 5;

    private byte[] last = {};
    private @Nullable ZoneRules lastRules;

    /** Made when the first name is met, which is never in most programs. */
    private static final class Ids {

        static final Map<String, String> BY_LOWER_CASE = ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.indexOf('/') > 0)
                .collect(toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), id -> id, (one, other) -> one));
    }

    /** The zone whose name comes next, which is passed over; null if it is the name of none. */
    @Nullable
    ZoneRules rules(AsciiCursor cursor) {
        int start = cursor.position();
        cursor.skipName();

        if (!cursor.isSince(start, last)) {
            String name = cursor.since(start);
            String id = Ids.BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT));
            lastRules = id == null ? null : ZoneRulesProvider.getRules(id, false);
            last = name.getBytes(ISO_8859_1);
        }

        return lastRules;
    }

    /** Passes over a name that says no more than the offset before it: a zone, or an abbreviation of one. */
    boolean isName(AsciiCursor cursor) {
        int start = cursor.position();

        if (rules(cursor) != null) {
            return true;
        }

        String name = cursor.since(start);

        return name.length() >= LEAST_ABBREVIATION
                && name.length() <= MOST_ABBREVIATION
                && name.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }
}
