package io.sqlcache.testkit.h2;

import io.sqlcache.testkit.LoadConformanceTest;

class H2LoadTest extends LoadConformanceTest implements OnH2 {}
