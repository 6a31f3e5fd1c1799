/**
 * The plan of a sync: the configured catalog becomes one plan a stream, with names, types, keys and strategy.
 */
@NullMarked
package io.sqlcache.core.catalog;

import org.jspecify.annotations.NullMarked;
