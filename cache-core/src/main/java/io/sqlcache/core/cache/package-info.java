/**
 * The open cache: its long-lived objects, wired by the one Guice module, and what it offers beside writing and reading.
 */
@NullMarked
package io.sqlcache.core.cache;

import org.jspecify.annotations.NullMarked;
