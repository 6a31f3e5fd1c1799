/** Caches in DuckDB, for those who open them; ties together what the packages below do for {@code core.backend}. */
@NullMarked
package io.sqlcache.duckdb;

import org.jspecify.annotations.NullMarked;
