/**
 * What {@code sqlcache write} is compared with: programs of their own, each as its users would write it, that put the records of an
 * input, or ready-made text, into a table.
 *
 * <p>They find the server in the variables of libpq. {@code benchmarks.cases} starts them.
 */
@NullMarked
package io.sqlcache.benchmarks.program;

import org.jspecify.annotations.NullMarked;
