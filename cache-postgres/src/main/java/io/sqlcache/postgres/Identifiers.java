package io.sqlcache.postgres;

import io.sqlcache.core.backend.TableName;

/** Names in SQL text that jOOQ does not render. */
final class Identifiers {

    private Identifiers() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }
}
