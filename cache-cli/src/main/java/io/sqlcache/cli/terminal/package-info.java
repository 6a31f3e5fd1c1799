/**
 * What people see of the command: the standard streams, how wide the terminal is and how wide a text, tables, amounts, and how far a
 * write has come.
 *
 * <p>Knows nothing of the commands, which print by it, nor of {@code io.sqlcache.cli.rows}, which does too.
 */
@NullMarked
package io.sqlcache.cli.terminal;

import org.jspecify.annotations.NullMarked;
