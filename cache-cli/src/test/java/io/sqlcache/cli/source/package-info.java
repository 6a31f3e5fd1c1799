@NullMarked
package io.sqlcache.cli.source;

import org.jspecify.annotations.NullMarked;
