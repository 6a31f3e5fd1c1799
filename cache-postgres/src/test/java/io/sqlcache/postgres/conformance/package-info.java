/** The contract of the testkit on PostgreSQL, and the document of what is promised and what shows it. */
@NullMarked
package io.sqlcache.postgres.conformance;

import org.jspecify.annotations.NullMarked;
