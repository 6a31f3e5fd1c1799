package io.sqlcache.benchmarks.cases;

import io.sqlcache.benchmarks.run.Comparison;
import io.sqlcache.benchmarks.run.Contender.Step;

/**
 * One place of a scale.
 *
 * @param x how much there is of what grows
 * @param comparison the contenders, each a line of the chart
 * @param after drops what only this one needed
 */
public record ScalePoint(double x, Comparison comparison, Step after) {}
