/** Streams of rows and statistics, read from committed tables. */
@NullMarked
package io.sqlcache.core.read;

import org.jspecify.annotations.NullMarked;
