/** What failures of the server, of TLS and of tunnels mean, and what to do about them. */
@NullMarked
package io.sqlcache.postgres.failure;

import org.jspecify.annotations.NullMarked;
