package io.sqlcache.postgres.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of which one is lost during a commit. */
public final class UnreliableCommits extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    /** What becomes of the commit whose connection is lost. */
    public enum Fate {
        HAPPENS,
        HAPPENS_LATER,
        IS_ROLLED_BACK,
        /** The connection is not lost: the database says no. */
        IS_FORBIDDEN
    }

    private final transient AtomicReference<@Nullable Fate> next = new AtomicReference<>();
    private final transient AtomicInteger commitsBefore = new AtomicInteger();
    private volatile boolean refusing;
    private boolean refuseAfterThat;
    private transient Runnable onLoss = () -> {};
    private int lost;

    public UnreliableCommits(String url) {
        setUrl(url);
    }

    public void loseNextCommit(Fate fate) {
        loseCommit(1, fate);
    }

    /** Loses one of the next commits: the first has the number one. */
    public void loseCommit(int number, Fate fate) {
        commitsBefore.set(number - 1);
        next.set(fate);
    }

    public void refuseConnectionsAfterThat() {
        refuseAfterThat = true;
    }

    /** What is done as soon as the commit is lost, before anybody hears of it. */
    public void onLoss(Runnable action) {
        onLoss = action;
    }

    public int lost() {
        return lost;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (refusing) {
            throw new SQLException("nobody is there", "08001");
        }
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Handler(connection));
    }

    private final class Handler implements InvocationHandler {
        private final Connection connection;
        private boolean gone;

        private Handler(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (gone && method.getName().equals("close")) {
                return null;
            }
            if (gone) {
                throw new SQLException("the connection is closed", "08003");
            }
            boolean isChosen = method.getName().equals("commit") && commitsBefore.getAndDecrement() <= 0;
            Fate fate = isChosen ? next.getAndSet(null) : null;
            if (fate != null) {
                lost++;
                lose(fate);
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
            }
        }

        private void lose(Fate fate) throws SQLException {
            if (fate == Fate.IS_FORBIDDEN) {
                connection.rollback(); // as the database does, whose locks are free then
                throw new SQLException("not allowed", "42501");
            }
            gone = true;
            refusing = refuseAfterThat;
            if (fate == Fate.HAPPENS_LATER) {
                CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(this::commitAndClose);
            } else if (fate == Fate.HAPPENS) {
                commitAndClose();
            } else {
                connection.rollback();
                connection.close();
            }
            onLoss.run();
            throw new SQLException("the connection is gone", "08006");
        }

        private void commitAndClose() {
            try {
                connection.commit();
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
