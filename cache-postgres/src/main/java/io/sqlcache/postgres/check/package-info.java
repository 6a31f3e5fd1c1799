/** What a write would stumble over later, found beforehand. Asks the server, and knows nothing else of this backend. */
@NullMarked
package io.sqlcache.postgres.check;

import org.jspecify.annotations.NullMarked;
