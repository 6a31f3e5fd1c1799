/** What users and backends share: open a cache, write messages into it, read its tables back. */
@NullMarked
package io.sqlcache.api;

import org.jspecify.annotations.NullMarked;
