package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.cli.sample.SampleShop;
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
        ConfiguredCatalog streams = new ConfiguredCatalog(JsonFile.readObject("catalog", catalog));
        Sync sync = messages.toString().equals("-")
                ? new Sync("Sync from standard input", () -> standardInput)
                : file(messages);
        return new DemoInput("demo", streams, List.of(sync), Optional.empty());
    }

    /** A file that is checked now, before a server is started for it. */
    private static Sync file(Path messages) {
        if (!Files.isReadable(messages) || Files.isDirectory(messages)) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot read the messages file \"%s\": %s. Give the path of a file with one protocol message a line."
                            .formatted(
                                    messages, Files.exists(messages) ? "it is not readable" : "there is no such file"));
        }
        return new Sync("Sync from " + messages, () -> Files.newInputStream(messages));
    }

    /** Messages under a title; opened once. */
    record Sync(String title, Source messages) {}

    /** A question in SQL under a title. */
    record Query(String title, String sql) {}

    /** Opens messages. */
    interface Source {
        InputStream open() throws IOException;
    }
}
