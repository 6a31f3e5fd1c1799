package io.sqlcache.core.table;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.NameNormalizer;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.catalog.StreamPlan;

/**
 * The names of tables that readers do not see.
 *
 * <p>Those of one write have its number: a writer that hangs keeps locks on them, and must not be in the way of the next one. Only
 * what that is to continue is named after the stream's table alone.
 */
public final class AsideNames {

    private final NameNormalizer names;
    private final String schema;

    /** Of one open cache. */
    public AsideNames(SqlBackend backend, SqlConfig config) {
        this.names = backend.names();
        this.schema = config.schemaName();
    }

    /** Where rows of a write wait for their commit. */
    TableName staging(StreamPlan plan, long sync) {
        return name("_sqlcache_staging_" + sync, plan);
    }

    /** Where rows of a write wait for their commit while the one before is under way. */
    TableName secondStaging(StreamPlan plan, long sync) {
        return name("_sqlcache_staging_" + sync + "_b", plan);
    }

    /** Where the rows of a write wait for COMPLETE that no other one continues. */
    TableName unfinished(StreamPlan plan, long sync) {
        return name("_sqlcache_new_" + sync, plan);
    }

    /** Where the rows of a generation wait for COMPLETE. */
    TableName generation(StreamPlan plan) {
        return name("_sqlcache_new", plan);
    }

    private TableName name(String purpose, StreamPlan plan) {
        return new TableName(schema, names.distinct(purpose, plan.tableName()));
    }
}
