/**
 * The stages of a record's path by themselves, in one JVM, by JMH: megabytes a second, and bytes allocated a record.
 *
 * <p>Takes its lines from {@code benchmarks.data}; its results go to {@code benchmarks.report}.
 */
@NullMarked
package io.sqlcache.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
