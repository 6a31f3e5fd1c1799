/** Checkpoints: rows and the state that covers them become visible in one transaction. */
@NullMarked
package io.sqlcache.core.commit;

import org.jspecify.annotations.NullMarked;
