package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.LoadConformanceTest;

class InsertLoadTest extends LoadConformanceTest implements ByInsert {}
