@NullMarked
package io.sqlcache.cli.rows;

import org.jspecify.annotations.NullMarked;
