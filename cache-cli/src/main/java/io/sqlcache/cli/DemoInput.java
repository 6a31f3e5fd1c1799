package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the demonstration lands.
 *
 * @param sourceName the source
 * @param catalog its streams
 * @param syncs one after the other
 * @param query something to ask the tables afterwards
 */
record DemoInput(String sourceName, ConfiguredCatalog catalog, List<Sync> syncs, Optional<Query> query) {

    private static final Query BEST_CUSTOMERS = new Query("The best customers, from customers and orders", """
            SELECT c.id, c.name, c.address ->> 'city' AS city, count(*) AS orders, sum(o.total) AS spent
              FROM customers c JOIN orders o ON o.customer_id = c.id
             GROUP BY c.id, c.name, c.address
             ORDER BY spent DESC, c.id
             LIMIT 3
            """);

    /** The bundled shop. */
    static DemoInput sample() {
        return new DemoInput(
                SampleShop.SOURCE,
                SampleShop.catalog(),
                List.of(
                        new Sync("First sync: all of the sample shop", SampleShop::firstSync),
                        new Sync("Second sync, a day later: what changed and what is new", SampleShop::secondSync)),
                Optional.of(BEST_CUSTOMERS));
    }

    /** One sync from a file, or from {@code standardInput} if the file is {@code -}. */
    static DemoInput files(Path catalog, Path messages, InputStream standardInput) {
        Sync sync = messages.toString().equals("-")
                ? new Sync("Sync from standard input", () -> standardInput)
                : new Sync("Sync from " + messages, () -> open(messages));
        return new DemoInput(
                "demo",
                new ConfiguredCatalog(JsonFile.readObject("catalog", catalog)),
                List.of(sync),
                Optional.empty());
    }

    private static InputStream open(Path messages) {
        try {
            return Files.newInputStream(messages);
        } catch (IOException e) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot read the messages file \"%s\": %s. Give the path of a file with one protocol message a line."
                            .formatted(messages, e),
                    e);
        }
    }

    /** Messages under a title; opened once. */
    record Sync(String title, Source messages) {}

    /** A question in SQL under a title. */
    record Query(String title, String sql) {}

    /** Opens messages. */
    interface Source {
        InputStream open();
    }
}
