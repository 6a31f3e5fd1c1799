/**
 * Last stage: rows back out, streamed with a server-side cursor.
 */
@NullMarked
package io.sqlcache.core.read;

import org.jspecify.annotations.NullMarked;
