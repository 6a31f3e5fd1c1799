package io.sqlcache.core.testing;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.core.catalog.CatalogReader;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.catalog.StreamPlan;
import java.util.Map;
import java.util.OptionalLong;

/** Plans as a test reads them: a stream as {@link Catalogs} spells it, and the {@link LoadMethod} as the last word. */
public final class Plans {

    private Plans() {}

    /** The plan of a stream whose table is named after it, and its namespace if it has one. */
    public static StreamPlan plan(String line) {
        ConfiguredStream stream = CatalogReader.read(Catalogs.catalog(line)).get(0);
        String method = line.substring(line.lastIndexOf(' ') + 1);
        return new StreamPlan(
                stream,
                LoadMethod.valueOf(method),
                stream.id().toString().replace('.', '_'),
                Map.of("id", "id", "name", "name"),
                CdcDeletion.HARD,
                OptionalLong.empty(),
                false);
    }
}
