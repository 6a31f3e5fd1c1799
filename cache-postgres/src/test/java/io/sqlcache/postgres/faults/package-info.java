/** Whole caches whose connections, servers, disks or processes fail while they write. */
@NullMarked
package io.sqlcache.postgres.faults;

import org.jspecify.annotations.NullMarked;
