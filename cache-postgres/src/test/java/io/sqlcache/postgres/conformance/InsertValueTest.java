package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.ValueConformanceTest;
import org.junit.jupiter.api.Tag;

@Tag("server-version")
class InsertValueTest extends ValueConformanceTest implements ByInsert {}
