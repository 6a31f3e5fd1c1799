/** What a cache remembers beside its tables: state, catalog, sync log, leases. */
@NullMarked
package io.sqlcache.core.state;

import org.jspecify.annotations.NullMarked;
