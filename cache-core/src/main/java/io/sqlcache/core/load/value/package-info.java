/**
 * One value: from the bytes of a record to the verb of a column. Which type of the catalog goes into which type of the
 * database, and what becomes of values that do not fit, starts at {@code ValueEncoders}.
 */
@NullMarked
package io.sqlcache.core.load.value;

import org.jspecify.annotations.NullMarked;
