/**
 * Processes timed from start to end, in turn, round by round.
 *
 * <p>{@code benchmarks.cases} says which; {@code benchmarks.report} writes what came of it.
 */
@NullMarked
package io.sqlcache.benchmarks.run;

import org.jspecify.annotations.NullMarked;
