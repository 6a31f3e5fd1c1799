/** What a failure of DuckDB means: who can act, and what to do. DuckDB has no codes, so that its words are read. */
@NullMarked
package io.sqlcache.duckdb.failure;

import org.jspecify.annotations.NullMarked;
