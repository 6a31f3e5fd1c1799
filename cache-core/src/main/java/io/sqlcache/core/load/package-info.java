/** Routes, encodes and sends records into row sinks; ends at a checkpoint. */
@NullMarked
package io.sqlcache.core.load;

import org.jspecify.annotations.NullMarked;
