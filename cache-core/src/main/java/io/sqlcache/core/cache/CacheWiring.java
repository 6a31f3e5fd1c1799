package io.sqlcache.core.cache;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.read.CacheReader;
import io.sqlcache.core.sql.Capabilities;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.InternalTables;
import io.sqlcache.core.state.Leases;
import io.sqlcache.core.state.PyAirbyteTables;
import io.sqlcache.core.state.StateStore;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.state.SyncLog;
import io.sqlcache.core.table.AsideNames;
import io.sqlcache.core.table.HiddenRows;
import io.sqlcache.core.table.Leftovers;
import io.sqlcache.core.table.TablePreparation;
import io.sqlcache.core.write.CacheWriter;
import io.sqlcache.core.write.Preparation;
import io.sqlcache.core.write.StreamAdmission;
import io.sqlcache.core.write.SyncPlanner;

/** Makes the long-lived objects of one cache, each of those that were made before it. */
public final class CacheWiring {

    private final SqlConfig config;
    private final SqlBackend backend;

    private CacheWiring(SqlConfig config, SqlBackend backend) {
        this.config = config;
        this.backend = backend;
    }

    /** Has loaded on another thread what a cache needs as soon as it is connected. Nothing depends on it. */
    public static void prepare() {
        Thread thread = new Thread(Transactions::prepare, "sqlcache-start");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens a cache.
     *
     * @param backend belongs to the cache from now on, and is closed if it cannot be made
     */
    public static CacheBase open(SqlConfig config, SqlBackend backend) {
        try {
            return new CacheWiring(config, backend).cache();
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    private SqlCache cache() {
        Capabilities capabilities = new Capabilities(backend);
        Transactions transactions = new Transactions(backend);
        PyAirbyteTables pyAirbyte = new PyAirbyteTables(backend, config);
        InternalTables internalTables = new InternalTables(backend, transactions, pyAirbyte, config);
        StreamRegistry registry = new StreamRegistry(internalTables, pyAirbyte, backend, config);
        StateStore states = new StateStore(
                internalTables,
                pyAirbyte,
                registry,
                config,
                backend.types().limits().repertoire());
        Leases leases = new Leases(internalTables, transactions, config);
        SyncLog syncLog = new SyncLog(internalTables, leases, transactions, config);
        AsideNames names = new AsideNames(backend, config);
        Preparation preparation = new Preparation(
                new SyncPlanner(backend, capabilities, transactions, registry, config),
                new Leftovers(backend, transactions, leases, names),
                new TablePreparation(backend, transactions, names, config),
                new HiddenRows(backend, transactions, registry, states));
        CacheWriter writer = new CacheWriter(
                backend,
                transactions,
                internalTables,
                capabilities,
                new StreamAdmission(transactions, syncLog, states),
                preparation,
                states,
                syncLog,
                registry);
        return new SqlCache(
                config,
                backend,
                transactions,
                new ConnectionCheck(backend, transactions, registry, config),
                states,
                new SingleWriter(capabilities),
                writer,
                new CacheReader(backend, transactions, registry, config));
    }
}
