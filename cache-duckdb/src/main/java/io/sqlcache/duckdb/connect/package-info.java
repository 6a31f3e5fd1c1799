/** Files that are open in this JVM, their sessions, and the turn that transactions take which write. */
@NullMarked
package io.sqlcache.duckdb.connect;

import org.jspecify.annotations.NullMarked;
