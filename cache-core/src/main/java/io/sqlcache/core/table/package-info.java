/**
 * The tables that rows pass, made ready before the first row: created, widened, checked, and rid of what earlier writes left. Comes
 * after the plan ({@code core.catalog}), before rows are encoded for what was found ({@code core.load}).
 */
@NullMarked
package io.sqlcache.core.table;

import org.jspecify.annotations.NullMarked;
