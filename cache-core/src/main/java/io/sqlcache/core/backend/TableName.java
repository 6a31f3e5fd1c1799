package io.sqlcache.core.backend;

import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * A table's exact name in the database.
 *
 * @param schema its schema
 * @param name its name within the schema
 */
public record TableName(String schema, String name) {

    /** The name as jOOQ renders it: quoted, with its schema. */
    public Name qualified() {
        return DSL.quotedName(schema, name);
    }

    /** {@code schema.name}, not quoted: for messages. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
