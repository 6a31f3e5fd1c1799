/**
 * What tests of writing share: a small cache in memory, inputs and catalogs in a few words, connections that get lost on demand.
 */
@NullMarked
package io.sqlcache.core.testing;

import org.jspecify.annotations.NullMarked;
