/** The open cache, and the one module that wires it. */
@NullMarked
package io.sqlcache.core.cache;

import org.jspecify.annotations.NullMarked;
