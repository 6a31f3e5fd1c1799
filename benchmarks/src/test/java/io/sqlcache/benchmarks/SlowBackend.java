package io.sqlcache.benchmarks;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.testkit.DecoratedBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** A backend whose sink does nothing for a while at the end of each row. */
final class SlowBackend extends DecoratedBackend {

    private static final long PAUSE_NANOS = 40_000;

    SlowBackend(SqlBackend decorated) {
        super(decorated);
    }

    @Override
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        RowSink sink = super.open(connection, table);

        return (RowSink) Proxy.newProxyInstance(
                RowSink.class.getClassLoader(), new Class<?>[] {RowSink.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("endRow")) {
                        pause();
                    }
                    try {
                        return method.invoke(sink, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** Sleeping would take longer than that. */
    private static void pause() {
        long end = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
