/**
 * First stage: bytes to protocol messages. Lines come from the input; parsed messages go to {@code core.load}.
 */
@NullMarked
package io.sqlcache.core.message;

import org.jspecify.annotations.NullMarked;
