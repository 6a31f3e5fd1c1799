/** What a database author implements: one backend object, its types, names, tables and row sinks. */
@NullMarked
package io.sqlcache.core.backend;

import org.jspecify.annotations.NullMarked;
