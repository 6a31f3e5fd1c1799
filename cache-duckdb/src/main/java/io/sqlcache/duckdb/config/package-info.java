/** What users write: where the file is, and the configuration of destination-duckdb. Known by all that follows. */
@NullMarked
package io.sqlcache.duckdb.config;

import org.jspecify.annotations.NullMarked;
