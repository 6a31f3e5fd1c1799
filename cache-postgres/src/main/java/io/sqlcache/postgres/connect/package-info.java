/** Connections: the pool, its sessions, TLS and SSH tunnels, all set up as the configuration says. */
@NullMarked
package io.sqlcache.postgres.connect;

import org.jspecify.annotations.NullMarked;
