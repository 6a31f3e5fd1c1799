package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.RandomStreamsConformanceTest;
import org.junit.jupiter.api.Tag;

@Tag("server-version")
class PostgresRandomStreamsTest extends RandomStreamsConformanceTest implements OnPostgres {}
