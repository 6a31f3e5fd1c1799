/** The PostgreSQL backend: what opens a cache, and ties the rooms together that are its packages. */
@NullMarked
package io.sqlcache.postgres;

import org.jspecify.annotations.NullMarked;
