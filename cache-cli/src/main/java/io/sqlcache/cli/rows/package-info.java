/**
 * The rows of a stream as text, one by one: a table for people (by {@code io.sqlcache.cli.terminal}), JSON lines and CSV for
 * programs. The commands that read say which.
 */
@NullMarked
package io.sqlcache.cli.rows;

import org.jspecify.annotations.NullMarked;
