/**
 * What users write: settings, built by hand or read from URLs, variables and the configuration of destination-postgres, and checked
 * all at once. Knows no other package; how a destination is described, read and converted stays in here.
 */
@NullMarked
package io.sqlcache.postgres.config;

import org.jspecify.annotations.NullMarked;
