/**
 * What a database author implements: everything that differs between databases, and the defaults built on jOOQ.
 */
@NullMarked
package io.sqlcache.core.backend;

import org.jspecify.annotations.NullMarked;
