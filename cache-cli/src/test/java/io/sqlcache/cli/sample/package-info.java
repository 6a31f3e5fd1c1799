@NullMarked
package io.sqlcache.cli.sample;

import org.jspecify.annotations.NullMarked;
