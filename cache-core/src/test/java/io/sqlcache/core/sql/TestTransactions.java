package io.sqlcache.core.sql;

import io.sqlcache.core.backend.SqlBackend;

/** Gives tests of other packages what a cache has only one of. */
public final class TestTransactions {

    private TestTransactions() {}

    public static Transactions on(SqlBackend backend) {
        return new Transactions(backend);
    }
}
