/** The contract of the testkit on DuckDB. */
@NullMarked
package io.sqlcache.duckdb.conformance;

import org.jspecify.annotations.NullMarked;
