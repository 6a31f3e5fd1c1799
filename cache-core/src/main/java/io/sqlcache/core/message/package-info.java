/** Bytes to messages: the first stage of a write, read by the load stage. */
@NullMarked
package io.sqlcache.core.message;

import org.jspecify.annotations.NullMarked;
