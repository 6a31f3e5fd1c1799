/**
 * The open cache: its long-lived objects, made in one place, and what it offers beside writing and reading.
 */
@NullMarked
package io.sqlcache.core.cache;

import org.jspecify.annotations.NullMarked;
