/**
 * Third stage: one transaction makes rows visible (append, merge, swap) and stores the state that covers them.
 */
@NullMarked
package io.sqlcache.core.commit;

import org.jspecify.annotations.NullMarked;
