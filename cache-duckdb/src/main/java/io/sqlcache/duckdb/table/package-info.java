/** Types, and tables made, found, altered, merged and swapped. */
@NullMarked
package io.sqlcache.duckdb.table;

import org.jspecify.annotations.NullMarked;
