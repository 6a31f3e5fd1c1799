/** The contract every backend passes, one class for each concern. */
@NullMarked
package io.sqlcache.testkit;

import org.jspecify.annotations.NullMarked;
