/** Databases as administrators set them up: other people's functions, policies, settings of roles, few connections. */
@NullMarked
package io.sqlcache.postgres.administered;

import org.jspecify.annotations.NullMarked;
