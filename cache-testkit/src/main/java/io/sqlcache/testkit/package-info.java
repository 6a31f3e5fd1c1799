/**
 * The contract every backend passes: extend {@link io.sqlcache.testkit.CacheConformanceTest}, say how to reach the database.
 *
 * <p>One contract class a concern, all through the public API: messages in, rows and states out. Comes after
 * {@code core.backend}, which a backend implements.
 */
@NullMarked
package io.sqlcache.testkit;

import org.jspecify.annotations.NullMarked;
