package io.sqlcache.duckdb.conformance;

import io.sqlcache.testkit.RandomStreamsConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate: in every build the same is tested on two other databases. */
@Tag("slow")
class DuckDBRandomStreamsTest extends RandomStreamsConformanceTest implements OnDuckDB {}
