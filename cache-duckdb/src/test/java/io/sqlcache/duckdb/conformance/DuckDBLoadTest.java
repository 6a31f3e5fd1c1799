package io.sqlcache.duckdb.conformance;

import io.sqlcache.testkit.LoadConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate; every build has a sample of it. */
@Tag("slow")
class DuckDBLoadTest extends LoadConformanceTest implements OnDuckDB {}
