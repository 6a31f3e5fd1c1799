package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.RuleConformanceTest;
import org.junit.jupiter.api.Tag;

@Tag("server-version")
class PostgresRuleTest extends RuleConformanceTest implements OnPostgres {}
