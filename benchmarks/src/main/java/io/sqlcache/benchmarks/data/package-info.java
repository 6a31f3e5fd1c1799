/**
 * The input of benchmarks: Airbyte messages, and the same rows as text for COPY. The same in every run.
 *
 * <p>Comes first; {@code benchmarks.cases} feeds it to those that are measured.
 */
@NullMarked
package io.sqlcache.benchmarks.data;

import org.jspecify.annotations.NullMarked;
