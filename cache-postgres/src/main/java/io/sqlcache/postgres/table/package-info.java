/** Tables and columns: their types, how they are made, found, altered, merged and swapped. */
@NullMarked
package io.sqlcache.postgres.table;

import org.jspecify.annotations.NullMarked;
