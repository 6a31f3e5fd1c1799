package io.sqlcache.core.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.catalog.StreamPlan;
import java.util.List;

/** Keys and cursors inside of columns: a table that others made may have text where JSON is needed. */
final class NestedPaths {

    private NestedPaths() {}

    /** Refuses a stream that is to be merged by what is inside of a column that is not JSON. */
    static void requireJson(StreamPlan plan, TableDefinition table) {
        if (plan.method().mergesByKey()) {
            plan.stream().primaryKey().forEach(path -> requireJson(plan, table, "primary key", path));
            requireJson(plan, table, "cursor", plan.stream().cursor());
        }
    }

    private static void requireJson(StreamPlan plan, TableDefinition table, String role, List<String> path) {
        if (path.size() < 2) {
            return;
        }
        ColumnDefinition column = table.column(plan.column(path.get(0))).orElseThrow();
        if (column.type().physical() != PhysicalType.JSON) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot merge stream \"%s\": its %s %s is inside of column \"%s\" of table \"%s\", which has the type %s and not one of JSON; alter it, or use APPEND."
                            .formatted(plan.id(), role, path, column.name(), table.name(), column.type()));
        }
    }
}
