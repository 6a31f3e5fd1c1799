package io.sqlcache.duckdb.conformance;

import io.sqlcache.testkit.ValueConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate: in every build the same is tested on two other databases. */
@Tag("slow")
class DuckDBValueTest extends ValueConformanceTest implements OnDuckDB {}
