/**
 * What users and backends share: an open cache, the messages it accepts, the configuration it was opened with.
 *
 * <p>Depends on the JDK and JSpecify only. Implemented by {@code io.sqlcache.core} for every backend found on the class
 * or module path.
 */
@NullMarked
package io.sqlcache.api;

import org.jspecify.annotations.NullMarked;
