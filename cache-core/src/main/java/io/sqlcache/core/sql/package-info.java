/**
 * Work in the database: connections and transactions, what the backend can do, and trying again what failed for a while.
 */
@NullMarked
package io.sqlcache.core.sql;

import org.jspecify.annotations.NullMarked;
