/**
 * The way into core for a backend: the provider that opens its caches. What a backend implements is in {@code core.backend}.
 */
@NullMarked
package io.sqlcache.core;

import org.jspecify.annotations.NullMarked;
