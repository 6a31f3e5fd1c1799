/**
 * The {@code sqlcache} command: Airbyte's destination contract ({@code write}), the tables read back ({@code streams},
 * {@code read}, {@code state}) and a demonstration on a server of its own ({@code demo}).
 *
 * <p>One class a subcommand; finds its backend at run time and compiles against none.
 */
@NullMarked
package io.sqlcache.cli;

import org.jspecify.annotations.NullMarked;
