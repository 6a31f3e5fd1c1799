package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.TableName;

/** Names in SQL text that jOOQ does not render. */
public final class Identifiers {

    private Identifiers() {}

    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quoted(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }
}
