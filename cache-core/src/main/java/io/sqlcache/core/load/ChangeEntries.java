package io.sqlcache.core.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sqlcache.core.load.value.Fit;
import io.sqlcache.core.message.StorableText;
import java.util.EnumMap;
import java.util.Map;

/** The entries in {@code _airbyte_meta.changes} that one field may get. */
final class ChangeEntries {

    private final Map<Fit, byte[]> entries = new EnumMap<>(Fit.class);

    ChangeEntries(String field) {
        String name = new String(JsonStringEncoder.getInstance().quoteAsString(StorableText.of(field)));

        for (Fit fit : Fit.values()) {
            entries.put(fit, entry(name, fit));
        }
    }

    /** The entry, a JSON object. */
    byte[] of(Fit fit) {
        return entries.getOrDefault(fit, new byte[0]);
    }

    private static byte[] entry(String quotedName, Fit fit) {
        return "{\"field\":\"%s\",\"change\":\"%s\",\"reason\":\"%s\"}"
                .formatted(quotedName, fit.change(), fit.reason())
                .getBytes(UTF_8);
    }
}
