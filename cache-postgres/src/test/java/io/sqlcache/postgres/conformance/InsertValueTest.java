package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.ValueConformanceTest;

class InsertValueTest extends ValueConformanceTest implements ByInsert {}
