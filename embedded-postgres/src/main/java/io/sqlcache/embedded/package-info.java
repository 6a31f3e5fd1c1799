/**
 * A real PostgreSQL server started from Maven artifacts, without Docker, for demos and tests.
 *
 * <p>{@link io.sqlcache.embedded.EmbeddedServer} is the entry; the rest finds the programs, runs them under an account they accept,
 * and cleans up behind processes that were killed.
 */
@NullMarked
package io.sqlcache.embedded;

import org.jspecify.annotations.NullMarked;
