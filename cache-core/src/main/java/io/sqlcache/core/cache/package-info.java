/**
 * The open cache: ties the stages together for one configuration, wired by the one Guice module.
 */
@NullMarked
package io.sqlcache.core.cache;

import org.jspecify.annotations.NullMarked;
