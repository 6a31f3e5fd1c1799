/** JSON compared by value, exactly: functions of Java that DuckDB calls. Its own read a number with a fraction as a double. */
@NullMarked
package io.sqlcache.duckdb.json;

import org.jspecify.annotations.NullMarked;
