package io.sqlcache.core.cache;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.Stage;
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

/** Wires the long-lived objects of one cache, and shows {@link CacheBase} only. */
public final class CacheModule extends PrivateModule {

    private final SqlConfig config;
    private final SqlBackend backend;

    private CacheModule(SqlConfig config, SqlBackend backend) {
        this.config = config;
        this.backend = backend;
    }

    /**
     * Opens a cache; the injector is forgotten when this returns.
     *
     * @param backend belongs to the cache from now on, and is closed if wiring fails
     */
    public static CacheBase open(SqlConfig config, SqlBackend backend) {
        try {
            return Guice.createInjector(Stage.PRODUCTION, new CacheModule(config, backend))
                    .getInstance(CacheBase.class);
        } catch (CreationException e) {
            backend.close();
            throw e;
        }
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
        bind(SqlConfig.class).toInstance(config);
        bind(SqlBackend.class).toInstance(backend);
        bind(Capabilities.class).in(Singleton.class);
        bind(Transactions.class).in(Singleton.class);
        bind(InternalTables.class).in(Singleton.class);
        bind(PyAirbyteTables.class).in(Singleton.class);
        bind(StreamRegistry.class).in(Singleton.class);
        bind(StateStore.class).in(Singleton.class);
        bind(Leases.class).in(Singleton.class);
        bind(SyncLog.class).in(Singleton.class);
        bind(StreamAdmission.class).in(Singleton.class);
        bind(SyncPlanner.class).in(Singleton.class);
        bind(AsideNames.class).in(Singleton.class);
        bind(Leftovers.class).in(Singleton.class);
        bind(HiddenRows.class).in(Singleton.class);
        bind(TablePreparation.class).in(Singleton.class);
        bind(Preparation.class).in(Singleton.class);
        bind(ConnectionCheck.class).in(Singleton.class);
        bind(SingleWriter.class).in(Singleton.class);
        bind(CacheWriter.class).in(Singleton.class);
        bind(CacheReader.class).in(Singleton.class);
        bind(CacheBase.class).to(SqlCache.class).in(Singleton.class);
        bind(SqlCache.class).in(Singleton.class);
        expose(CacheBase.class);
    }
}
