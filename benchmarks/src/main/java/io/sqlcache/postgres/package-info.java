/** What benchmarks need of the backend's own package. */
@NullMarked
package io.sqlcache.postgres;

import org.jspecify.annotations.NullMarked;
