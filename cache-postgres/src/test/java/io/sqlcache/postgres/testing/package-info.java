/** Servers that tests use: PostgreSQL itself, and what stands before it, disturbs it or has little room. */
@NullMarked
package io.sqlcache.postgres.testing;

import org.jspecify.annotations.NullMarked;
