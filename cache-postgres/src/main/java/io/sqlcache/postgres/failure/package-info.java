/**
 * What failures of connections and statements mean: who can act, and what to do. Takes settings from {@code config}; everything that
 * talks to the server asks it.
 */
@NullMarked
package io.sqlcache.postgres.failure;

import org.jspecify.annotations.NullMarked;
