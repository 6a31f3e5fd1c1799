package io.sqlcache.core.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sqlcache.core.backend.ChangeEntry;
import io.sqlcache.core.load.value.Fit;
import java.util.EnumMap;
import java.util.Map;

/** The entries in {@code _airbyte_meta.changes} that one field may get. */
final class ChangeEntries {

    private final Map<Fit, byte[]> entries = new EnumMap<>(Fit.class);

    ChangeEntries(String field) {
        for (Fit fit : Fit.values()) {
            entries.put(fit, ChangeEntry.of(field, fit.change(), fit.reason()).getBytes(UTF_8));
        }
    }

    /** The entry, a JSON object. */
    byte[] of(Fit fit) {
        return entries.getOrDefault(fit, new byte[0]);
    }
}
