package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.LoadConformanceTest;
import org.junit.jupiter.api.Tag;

@Tag("server-version")
class PostgresLoadTest extends LoadConformanceTest implements OnPostgres {}
