/** A small shop as a source would send it, for the demonstration: its catalog, and the messages of two syncs. Needs no database. */
@NullMarked
package io.sqlcache.cli.sample;

import org.jspecify.annotations.NullMarked;
