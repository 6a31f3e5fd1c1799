package io.sqlcache.api;

/**
 * Where a cache lives and how its tables are named.
 *
 * <p>Implementations are immutable, validated when built (every violation listed at once) and never print a secret, in
 * {@code toString} or anywhere else.
 */
public interface SqlConfig {

    /** The schema that holds the tables, exactly as it is named in the database. */
    String schemaName();

    /** Put before each stream's name when its table is named; empty for none. */
    String tablePrefix();

    /** The database (catalog) that holds the schema. */
    String databaseName();

    /** The JDBC address of the database, without any credentials. */
    String jdbcUrl();

    /** A short hash, equal for two configurations if and only if they reach the same tables; made without secrets. */
    String configHash();

    /** What a merge does with deleted records of a CDC source, in writes whose request does not say. */
    default CdcDeletion cdcDeletion() {
        return CdcDeletion.HARD;
    }
}
