/**
 * The database that all are measured on: our own or a given one, the schemas in it, and other ways to it than the plain one.
 *
 * <p>{@code benchmarks.cases} resets it before each run.
 */
@NullMarked
package io.sqlcache.benchmarks.server;

import org.jspecify.annotations.NullMarked;
