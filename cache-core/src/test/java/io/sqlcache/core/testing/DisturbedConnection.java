package io.sqlcache.core.testing;

import static java.util.Objects.requireNonNull;

import io.sqlcache.core.testing.DisturbedConnections.Request;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the {@link DisturbedConnections}. Not thread-safe. */
final class DisturbedConnection implements InvocationHandler {

    private final DisturbedConnections connections;
    private final Connection connection;
    private final List<String> statements = new ArrayList<>();
    private boolean lost;

    DisturbedConnection(DisturbedConnections connections, Connection connection) {
        this.connections = connections;
        this.connection = connection;
    }

    /** What is asked of the database. */
    @FunctionalInterface
    private interface Work {
        @Nullable
        Object run() throws Throwable;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Work work = () -> DisturbedConnections.call(connection, method, arguments);
        return switch (method.getName()) {
            case "close", "isClosed" -> work.run();
            case "commit" -> ask("commit", work);
            case "rollback" -> alive(work);
            case "createStatement" -> statement(Statement.class, (Statement) requireNonNull(alive(work)), "");
            case "prepareStatement" ->
                statement(PreparedStatement.class, (PreparedStatement) requireNonNull(alive(work)), (String)
                        requireNonNull(requireNonNull(arguments)[0]));
            default -> alive(work);
        };
    }

    private <T extends Statement> T statement(Class<T> type, T statement, String prepared) {
        return DisturbedConnections.proxy(type, (proxy, method, arguments) -> {
            Work work = () -> DisturbedConnections.call(statement, method, arguments);
            if (!method.getName().startsWith("execute")) {
                return work.run();
            }
            boolean named = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
            return ask(named ? (String) requireNonNull(requireNonNull(arguments)[0]) : prepared, work);
        });
    }

    private @Nullable Object alive(Work work) throws Throwable {
        if (lost) {
            throw new SQLException(DisturbedConnections.LOST, "08003");
        }
        return work.run();
    }

    private @Nullable Object ask(String sql, Work work) throws Throwable {
        Optional<Boolean> lostBefore = connections.lostBefore(new Request(sql, List.copyOf(statements)));
        if (lostBefore.orElse(connections.isDown())) {
            throw loss();
        }
        Object result = alive(work);
        statements.add(sql);
        if (sql.equals("commit")) {
            statements.clear();
        }
        if (lostBefore.isPresent()) {
            throw loss();
        }
        return result;
    }

    /** What is not committed is rolled back by the database, as it does when it notices. */
    private SQLException loss() throws SQLException {
        if (!lost) {
            lost = true;
            connection.rollback();
            connection.close();
        }
        return new SQLException(DisturbedConnections.LOST, "08006");
    }
}
