package io.sqlcache.duckdb.connect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection, in one transaction after the other. A transaction begins with its first statement, so that it sees all that was
 * committed by then; unless it is read-only it waits for its {@link Turn} first. A statement that fails ends it at once, as DuckDB has given it
 * up anyway: nobody has to wait for a session that only has to be told.
 */
final class Session implements DuckDBSession {

    private enum State {
        IDLE,
        BEGUN,
        /** Ended by a failure that the caller has not answered yet. */
        FAILED
    }

    private final OpenDatabase database;
    private final Consumer<Session> whenClosed;
    private final Connection connection;
    private @Nullable DuckDBConnection own;
    private final List<Statement> open = new ArrayList<>();
    private boolean autoCommit = true;
    private boolean readOnly;
    private boolean hasTurn;
    private boolean closed;
    private State state = State.IDLE;

    Session(OpenDatabase database, Consumer<Session> whenClosed) {
        this.database = database;
        this.whenClosed = whenClosed;
        this.connection = (Connection) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Connection.class, DuckDBSession.class}, this::invoke);
    }

    /** The session as JDBC knows it. */
    Connection connection() {
        return connection;
    }

    private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == DuckDBSession.class || method.getDeclaringClass() == Object.class) {
            return call(this, method, arguments);
        }
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        return switch (method.getName()) {
            case "setAutoCommit" -> done(() -> setAutoCommit(Boolean.TRUE.equals(first)));
            case "getAutoCommit" -> autoCommit;
            case "setReadOnly" -> done(() -> setReadOnly(Boolean.TRUE.equals(first)));
            case "isReadOnly" -> readOnly;
            case "commit" -> done(this::commit);
            case "rollback" -> done(this::rollback);
            case "close" -> done(this::close);
            case "isClosed" -> closed;
            case "isWrapperFor" -> first == DuckDBSession.class || call(own(), method, arguments) == Boolean.TRUE;
            case "unwrap" -> first == DuckDBSession.class ? this : call(own(), method, arguments);
            case "createStatement", "prepareStatement", "prepareCall" -> statement(method, arguments);
            default -> call(own(), method, arguments);
        };
    }

    /** Something that has no result. */
    private interface Action {
        void run() throws SQLException;
    }

    private static @Nullable Object done(Action action) throws SQLException {
        action.run();
        return null;
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Object statement(Method method, Object @Nullable [] arguments) throws Throwable {
        begin();
        Class<?> type = method.getName().equals("createStatement") ? Statement.class : PreparedStatement.class;
        Object statement = call(own(), method, arguments);
        open.removeIf(Session::isClosed);
        open.add((Statement) Objects.requireNonNull(statement));
        return Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, given) ->
                        called.getName().equals("getConnection") ? connection : watched(statement, called, given));
    }

    private @Nullable Object watched(@Nullable Object statement, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (statement == null) {
            throw new SQLException("DuckDB gave no statement");
        }
        boolean executes = method.getName().startsWith("execute");
        if (executes) {
            begin();
        }
        try {
            return call(statement, method, arguments);
        } catch (SQLException e) {
            if (executes) {
                fail(e);
            }
            throw e;
        }
    }

    @Override
    public DuckDBConnection own() throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed");
        }
        DuckDBConnection known = own;
        if (known == null) {
            known = database.connect();
            own = known;
        }
        return known;
    }

    @Override
    public void execute(String sql) throws SQLException {
        begin();
        try {
            ownStatement(sql);
        } catch (SQLException e) {
            fail(e);
            throw e;
        }
    }

    private void ownStatement(String sql) throws SQLException {
        try (Statement statement = own().createStatement()) {
            statement.execute(sql);
        }
    }

    private void begin() throws SQLException {
        if (state == State.FAILED) {
            throw new SQLException("the transaction has failed before, and has to be rolled back");
        }
        if (autoCommit || state == State.BEGUN) {
            return;
        }
        if (!readOnly) {
            database.turn().take();
            hasTurn = true;
        }
        try {
            ownStatement(readOnly ? "begin transaction read only" : "begin transaction");
            state = State.BEGUN;
        } catch (SQLException | RuntimeException e) {
            passTurn();
            throw e;
        }
    }

    private static boolean isClosed(Statement statement) {
        try {
            return statement.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private void fail(SQLException failure) {
        if (state == State.BEGUN) {
            try {
                end("rollback");
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
            state = State.FAILED;
        }
    }

    private void commit() throws SQLException {
        if (state == State.FAILED) {
            throw new SQLException("the transaction has failed before, and nothing of it is committed");
        }
        if (state == State.BEGUN) {
            end("commit");
        }
    }

    private void rollback() throws SQLException {
        if (state == State.BEGUN) {
            end("rollback");
        }
        state = State.IDLE;
    }

    private void end(String how) throws SQLException {
        state = State.IDLE;
        try {
            // What is not read to its end is in the way of every other statement.
            for (Statement statement : open) {
                statement.close();
            }
            open.clear();
            ownStatement(how);
        } finally {
            passTurn();
        }
    }

    private void passTurn() {
        if (hasTurn) {
            hasTurn = false;
            database.turn().pass();
        }
    }

    private void setAutoCommit(boolean on) throws SQLException {
        if (on && !autoCommit) {
            commit();
        }
        autoCommit = on;
    }

    private void setReadOnly(boolean on) throws SQLException {
        if (on == readOnly) {
            return;
        }
        if (state != State.IDLE) {
            throw new SQLException("a transaction that has begun cannot become read-only, nor writing");
        }
        readOnly = on;
    }

    /** Rolls back what is not committed, as DuckDB does with a connection that is closed. */
    void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        DuckDBConnection known = own;
        try {
            if (known != null) {
                known.close();
            }
        } finally {
            passTurn();
            whenClosed.accept(this);
        }
    }
}
