/**
 * Measurements as tables and charts in {@code docs/benchmarks.md}.
 *
 * <p>Comes last.
 */
@NullMarked
package io.sqlcache.benchmarks.report;

import org.jspecify.annotations.NullMarked;
