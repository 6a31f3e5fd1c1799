/** Hands socket factories that exist already to the driver, which knows them by the name of a class and a text. */
@NullMarked
package io.sqlcache.postgres.driver;

import org.jspecify.annotations.NullMarked;
