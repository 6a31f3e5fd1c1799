package io.sqlcache.testkit.h2;

import io.sqlcache.testkit.ValueConformanceTest;

class H2ValueTest extends ValueConformanceTest implements OnH2 {}
