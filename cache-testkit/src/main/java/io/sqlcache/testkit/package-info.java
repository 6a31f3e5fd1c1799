/**
 * The contract every backend passes: say by a {@link io.sqlcache.testkit.TestedBackend} how to reach the database, and extend each
 * of the {@linkplain io.sqlcache.testkit.CacheConformanceTest#groups() groups}.
 *
 * <p>One contract class a concern, all through the public API: messages in, rows and states out. Comes after
 * {@code core.backend}, which a backend implements.
 */
@NullMarked
package io.sqlcache.testkit;

import org.jspecify.annotations.NullMarked;
