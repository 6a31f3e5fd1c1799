package io.sqlcache.testkit.h2;

import io.sqlcache.testkit.RandomStreamsConformanceTest;

class H2RandomStreamsTest extends RandomStreamsConformanceTest implements OnH2 {}
