/** What tests of DuckDB share. */
@NullMarked
package io.sqlcache.duckdb.testing;

import org.jspecify.annotations.NullMarked;
