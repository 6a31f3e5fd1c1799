package io.sqlcache.guice;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.backend.LogicalType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** What applications do with a cache: a class of theirs that has one injected. */
final class Users {

    private static final ConfiguredCatalog CATALOG = catalog(stream("users")
            .field("id", LogicalType.INTEGER)
            .field("name", LogicalType.STRING)
            .primaryKey("id"));

    private final CacheBase cache;

    @Inject
    Users(CacheBase cache) {
        this.cache = cache;
    }

    void add(long id, String name) {
        cache.write(
                script().record("users", "id", id, "name", name).input(),
                WriteRequest.of(CATALOG).build());
    }

    List<String> names() {
        try (Stream<Row> rows = cache.stream("users").records()) {
            return rows.map(row -> row.value("id") + " " + row.value("name"))
                    .sorted()
                    .toList();
        }
    }
}
