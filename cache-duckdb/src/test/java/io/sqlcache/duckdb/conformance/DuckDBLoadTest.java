package io.sqlcache.duckdb.conformance;

import io.sqlcache.testkit.LoadConformanceTest;

class DuckDBLoadTest extends LoadConformanceTest implements OnDuckDB {}
