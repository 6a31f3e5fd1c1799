/** What transactions of ours begin with. Knows nothing else of this backend. */
@NullMarked
package io.sqlcache.postgres.sql;

import org.jspecify.annotations.NullMarked;
