package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.LoadConformanceTest;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PgBouncerLoadTest extends LoadConformanceTest implements ThroughPgBouncer {}
