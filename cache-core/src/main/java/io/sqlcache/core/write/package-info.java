/**
 * One write from its request to its summary: waits for its streams, plans, prepares the tables, reads to the end, recovers from what
 * is lost. Ties the stages together; only {@code core.cache} comes after it.
 */
@NullMarked
package io.sqlcache.core.write;

import org.jspecify.annotations.NullMarked;
