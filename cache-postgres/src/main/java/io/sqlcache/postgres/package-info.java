/** The PostgreSQL backend: config, provider, types, names and the COPY sink. */
@NullMarked
package io.sqlcache.postgres;

import org.jspecify.annotations.NullMarked;
