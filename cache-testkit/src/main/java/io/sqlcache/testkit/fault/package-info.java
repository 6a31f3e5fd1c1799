/**
 * A network that fails on purpose: {@link io.sqlcache.testkit.fault.FaultProxy} stands between a client and a database server and
 * does to their connections what {@link io.sqlcache.testkit.fault.Fault}s say.
 */
@NullMarked
package io.sqlcache.testkit.fault;

import org.jspecify.annotations.NullMarked;
