package io.sqlcache.core.read;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.QueryResult;
import io.sqlcache.api.Row;
import io.sqlcache.core.backend.ResultValues;
import io.sqlcache.core.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of one query, fetched in portions with a cursor of the server, in a read-only transaction of their own. */
final class RowCursor implements QueryResult {

    /** Enough to hide the round trips, few enough for rows of megabytes. */
    private static final int ROWS_A_FETCH = 500;

    private final Transactions transactions;
    private final String action;
    private final Connection connection;
    private final ResultSet result;
    private final RowReader reader;

    private RowCursor(
            Transactions transactions, ResultValues results, String action, Connection connection, ResultSet result)
            throws SQLException {
        this.transactions = transactions;
        this.action = action;
        this.connection = connection;
        this.result = result;
        this.reader = new RowReader(results, result.getMetaData());
    }

    /**
     * Runs a query.
     *
     * @param connection read-only, without auto-commit; given back when the cursor is closed, or if the query fails
     */
    static RowCursor open(
            Transactions transactions,
            Connection connection,
            ResultValues results,
            String action,
            String sql,
            @Nullable Object... params) {
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setFetchSize(ROWS_A_FETCH);
            for (int i = 0; i < params.length; i++) {
                statement.setObject(i + 1, params[i]);
            }
            return new RowCursor(transactions, results, action, connection, statement.executeQuery());
        } catch (SQLException e) {
            CacheException failure = transactions.failure(action, e);
            try {
                release(connection);
            } catch (SQLException atClose) {
                failure.addSuppressed(atClose);
            }
            throw failure;
        }
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public Stream<Row> rows() {
        return StreamSupport.stream(new Rows(), false).onClose(this::close);
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                release(connection);
            }
        } catch (SQLException e) {
            throw transactions.failure(action, e);
        }
    }

    /** A pooled connection goes back as it came. */
    private static void release(Connection connection) throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setReadOnly(false);
        }
    }

    private final class Rows extends Spliterators.AbstractSpliterator<Row> {

        Rows() {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        }

        @Override
        public boolean tryAdvance(Consumer<? super Row> action) {
            Row row;
            try {
                if (!result.next()) {
                    return false;
                }
                row = reader.read(result);
            } catch (SQLException e) {
                throw transactions.failure(RowCursor.this.action, e);
            }
            action.accept(row);
            return true;
        }
    }
}
