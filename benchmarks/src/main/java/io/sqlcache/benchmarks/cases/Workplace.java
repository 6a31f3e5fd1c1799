package io.sqlcache.benchmarks.cases;

import io.sqlcache.benchmarks.server.BenchmarkServer;
import java.nio.file.Path;

/**
 * What all cases share.
 *
 * @param home the project, with {@code bin/sqlcache}
 * @param data where input is kept from one run to the next
 * @param scratch for small files of this run
 * @param server what is written to
 */
public record Workplace(Path home, Path data, Path scratch, BenchmarkServer server) {}
