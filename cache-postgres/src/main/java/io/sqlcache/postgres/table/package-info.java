/**
 * Tables and columns of the server: types, how tables are made, found, altered, merged and swapped. The core calls it through the
 * backend; {@code copy} asks it for types.
 */
@NullMarked
package io.sqlcache.postgres.table;

import org.jspecify.annotations.NullMarked;
