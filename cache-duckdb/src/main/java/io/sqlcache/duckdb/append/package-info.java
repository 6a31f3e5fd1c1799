/** The sink: rows by DuckDB's Appender into a table of the session, from there into theirs by one statement. */
@NullMarked
package io.sqlcache.duckdb.append;

import org.jspecify.annotations.NullMarked;
