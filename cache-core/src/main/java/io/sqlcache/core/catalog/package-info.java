/** Catalog to stream plans: which table, columns, keys and strategy each stream gets. */
@NullMarked
package io.sqlcache.core.catalog;

import org.jspecify.annotations.NullMarked;
