package io.sqlcache.benchmarks.data;

import java.nio.file.Path;

/**
 * An input on disk.
 *
 * @param messages Airbyte messages, a line each: records, a state after each 100,000
 * @param text the same rows for COPY; no file where nothing is compared
 * @param records how many records
 */
public record Dataset(Path messages, Path text, long records) {}
