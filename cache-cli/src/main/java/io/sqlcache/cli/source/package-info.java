/**
 * A source as a child process: started, listened to and ended; its catalog, state and messages.
 *
 * <p>Knows nothing of the command's options and prints nothing: {@code io.sqlcache.cli} does.
 */
@NullMarked
package io.sqlcache.cli.source;

import org.jspecify.annotations.NullMarked;
