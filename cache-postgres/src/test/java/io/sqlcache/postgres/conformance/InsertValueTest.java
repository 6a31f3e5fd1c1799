package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.ValueConformanceTest;
import org.junit.jupiter.api.Tag;

/** In the gate: in every build H2 takes the same values from the same sink. */
@Tag("slow")
class InsertValueTest extends ValueConformanceTest implements ByInsert {}
