/** The sink: rows go to the server by COPY, encoded into buffers that a thread of its own sends. */
@NullMarked
package io.sqlcache.postgres.copy;

import org.jspecify.annotations.NullMarked;
