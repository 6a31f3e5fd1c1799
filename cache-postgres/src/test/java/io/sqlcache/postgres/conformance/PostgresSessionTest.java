package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.SessionConformanceTest;
import org.junit.jupiter.api.Tag;

@Tag("server-version")
class PostgresSessionTest extends SessionConformanceTest implements OnPostgres {}
