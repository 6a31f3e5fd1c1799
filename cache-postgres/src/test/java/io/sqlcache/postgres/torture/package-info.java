/** Whole processes that are killed over and over, and what they need of memory. */
@NullMarked
package io.sqlcache.postgres.torture;

import org.jspecify.annotations.NullMarked;
