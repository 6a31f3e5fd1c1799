@NullMarked
package io.sqlcache.cli.terminal;

import org.jspecify.annotations.NullMarked;
