package io.sqlcache.testkit.h2;

import io.sqlcache.testkit.SessionConformanceTest;

class H2SessionTest extends SessionConformanceTest implements OnH2 {}
