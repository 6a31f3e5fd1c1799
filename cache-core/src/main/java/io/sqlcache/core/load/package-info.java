/**
 * Second stage: messages to rows. Routes records to their stream's sink and encodes values as typed verbs.
 */
@NullMarked
package io.sqlcache.core.load;

import org.jspecify.annotations.NullMarked;
