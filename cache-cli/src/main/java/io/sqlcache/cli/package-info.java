/** The sqlcache command. */
@NullMarked
package io.sqlcache.cli;

import org.jspecify.annotations.NullMarked;
