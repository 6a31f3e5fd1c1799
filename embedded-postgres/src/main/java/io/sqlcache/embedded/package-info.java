/** A real PostgreSQL server started from Maven artifacts, for demos and tests. */
@NullMarked
package io.sqlcache.embedded;

import org.jspecify.annotations.NullMarked;
