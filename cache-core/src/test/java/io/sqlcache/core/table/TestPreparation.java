package io.sqlcache.core.table;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.sql.Transactions;

/** Gives tests of other packages what a cache has only one of. */
public final class TestPreparation {

    private TestPreparation() {}

    public static TablePreparation of(SqlBackend backend, Transactions transactions, SqlConfig config) {
        return new TablePreparation(backend, transactions, new AsideNames(backend, config), config);
    }
}
