/** What users write: settings, built by hand or read from URLs, variables and the configuration of the destination. */
@NullMarked
package io.sqlcache.postgres.config;

import org.jspecify.annotations.NullMarked;
