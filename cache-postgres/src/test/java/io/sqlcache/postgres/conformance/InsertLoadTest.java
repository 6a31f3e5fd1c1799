package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.LoadConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate: in every build H2 loads by the same sink. */
@Tag("slow")
class InsertLoadTest extends LoadConformanceTest implements ByInsert {}
