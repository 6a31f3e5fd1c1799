package io.sqlcache.core.testing;

import io.sqlcache.api.ConfiguredCatalog;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Catalogs as a test reads them: each stream in a few words. All of them have the fields {@code id} and {@code name}.
 *
 * <pre>
 * users                     without a key, cursor or generation
 * users key                 its key is the id
 * users incremental         the source sends what is new
 * users generation 2        of this generation; older ones are to go
 * users namespace a         of a namespace
 * </pre>
 */
public final class Catalogs {

    private static final String FIELDS =
            "\"id\":{\"type\":[\"null\",\"integer\"]},\"name\":{\"type\":[\"null\",\"string\"]}";

    private Catalogs() {}

    /** The configured catalog of these streams. */
    public static ConfiguredCatalog catalog(String... streams) {
        return new ConfiguredCatalog(
                Stream.of(streams).map(Catalogs::stream).collect(Collectors.joining(",", "{\"streams\":[", "]}")));
    }

    private static String stream(String line) {
        List<String> words = Arrays.asList(line.split(" "));
        int generation = words.indexOf("generation");
        int namespace = words.indexOf("namespace");
        return "{\"stream\":{\"name\":\"%s\"%s,\"json_schema\":{\"type\":\"object\",\"properties\":{%s}}},\"sync_mode\":\"%s\",\"primary_key\":%s%s}"
                .formatted(
                        words.get(0),
                        namespace < 0 ? "" : ",\"namespace\":\"" + words.get(namespace + 1) + "\"",
                        FIELDS,
                        words.contains("incremental") ? "incremental" : "full_refresh",
                        words.contains("key") ? "[[\"id\"]]" : "[]",
                        generation < 0 ? "" : generation(words.get(generation + 1)));
    }

    private static String generation(String number) {
        return ",\"generation_id\":%s,\"minimum_generation_id\":%s".formatted(number, number);
    }
}
