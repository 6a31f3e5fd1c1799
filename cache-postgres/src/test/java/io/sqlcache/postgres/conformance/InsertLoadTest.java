package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.LoadConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate: in every build H2 loads by the same sink, and the values of that sink are written to this server. */
@Tag("slow")
class InsertLoadTest extends LoadConformanceTest implements ByInsert {}
