/**
 * The backend's sink: typed values become rows of COPY BINARY in buffers that a thread of its own sends, one lane a connection. The
 * core writes into it; what is committed then is the core's to say.
 */
@NullMarked
package io.sqlcache.postgres.copy;

import org.jspecify.annotations.NullMarked;
