/**
 * From settings to connections: TLS, the SSH tunnel, the pool, sessions in UTC. {@code Connections} is the way in; tables and sinks
 * work on what it gives.
 */
@NullMarked
package io.sqlcache.postgres.connect;

import org.jspecify.annotations.NullMarked;
