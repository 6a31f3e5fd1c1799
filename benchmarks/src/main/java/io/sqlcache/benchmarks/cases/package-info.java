/**
 * What is measured against what.
 *
 * <p>Uses all other packages but {@code benchmarks.report}, which writes what came of it.
 */
@NullMarked
package io.sqlcache.benchmarks.cases;

import org.jspecify.annotations.NullMarked;
