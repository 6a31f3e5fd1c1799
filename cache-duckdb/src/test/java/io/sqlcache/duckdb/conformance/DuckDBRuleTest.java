package io.sqlcache.duckdb.conformance;

import io.sqlcache.testkit.RuleConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate: in every build the same is tested on two other databases. */
@Tag("slow")
class DuckDBRuleTest extends RuleConformanceTest implements OnDuckDB {}
