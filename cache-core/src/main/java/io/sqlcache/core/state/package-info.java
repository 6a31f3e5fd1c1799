/**
 * What a cache remembers between writes: states by source, the stream registry, the sync log.
 */
@NullMarked
package io.sqlcache.core.state;

import org.jspecify.annotations.NullMarked;
