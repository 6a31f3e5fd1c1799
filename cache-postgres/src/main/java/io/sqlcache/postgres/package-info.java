/**
 * The PostgreSQL backend: opens caches for settings of {@code config}, and ties {@code connect}, {@code table}, {@code copy} and
 * {@code failure} together to what the core asks of a database.
 */
@NullMarked
package io.sqlcache.postgres;

import org.jspecify.annotations.NullMarked;
