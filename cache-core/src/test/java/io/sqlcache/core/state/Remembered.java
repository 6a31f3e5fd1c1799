package io.sqlcache.core.state;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.sql.Transactions;

/** What a cache remembers, put together for a test. */
public record Remembered(
        Transactions transactions,
        InternalTables tables,
        PyAirbyteTables pyAirbyte,
        StreamRegistry registry,
        StateStore states,
        Leases leases,
        SyncLog syncs) {

    /** What is remembered there, in tables that are made if they are missing. */
    public static Remembered in(SqlBackend backend, SqlConfig config) {
        Remembered remembered = unprepared(backend, config);
        remembered.tables().ensure();
        return remembered;
    }

    /** What is remembered there, if anything is. */
    static Remembered unprepared(SqlBackend backend, SqlConfig config) {
        Transactions transactions = new Transactions(backend);
        PyAirbyteTables pyAirbyte = new PyAirbyteTables(backend, config);
        InternalTables tables = new InternalTables(backend, transactions, pyAirbyte, config);
        StreamRegistry registry = new StreamRegistry(tables, pyAirbyte, backend, config);
        Leases leases = new Leases(tables, transactions, config);
        return new Remembered(
                transactions,
                tables,
                pyAirbyte,
                registry,
                new StateStore(
                        tables,
                        pyAirbyte,
                        registry,
                        config,
                        backend.types().limits().repertoire()),
                leases,
                new SyncLog(tables, leases, transactions, config));
    }
}
