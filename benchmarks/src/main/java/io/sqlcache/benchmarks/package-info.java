/**
 * What {@code bin/benchmark} does: makes its input, runs each case against what does the same work otherwise, and writes
 * {@code docs/benchmarks.md} with its charts.
 *
 * <p>Nothing comes before; {@code benchmarks.cases} says what is measured.
 */
@NullMarked
package io.sqlcache.benchmarks;

import org.jspecify.annotations.NullMarked;
