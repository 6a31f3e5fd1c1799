package io.sqlcache.benchmarks.report;

/** How numbers are spread along both axes of a chart. */
public enum Axes {
    LINEAR,
    LOGARITHMIC
}
