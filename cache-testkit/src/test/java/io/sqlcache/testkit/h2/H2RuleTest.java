package io.sqlcache.testkit.h2;

import io.sqlcache.testkit.RuleConformanceTest;

class H2RuleTest extends RuleConformanceTest implements OnH2 {}
