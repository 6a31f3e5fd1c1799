package io.sqlcache.benchmarks.program;

import io.sqlcache.benchmarks.data.UsersCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Iterator;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** A batch of INSERTs by JDBC, which the driver rewrites into ones of many rows. */
public final class JdbcBatch {

    private static final int BATCH_ROWS = 1_000;

    private JdbcBatch() {}

    /** The arguments are the file of messages and the table, which is created. */
    public static void main(String[] arguments) throws SQLException, IOException {
        try (Connection connection = EnvironmentServer.connect("&reWriteBatchedInserts=true");
                BufferedReader messages = Files.newBufferedReader(Path.of(arguments[0]))) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table %s (%s)".formatted(arguments[1], UsersCatalog.COLUMNS));
            }
            insert(connection, arguments[1], UserValues.of(messages).iterator());
            connection.commit();
        }
    }

    private static void insert(Connection connection, String table, Iterator<@Nullable Object[]> rows)
            throws SQLException {
        String values = "?,".repeat(UsersCatalog.columns().size()).replaceFirst(",$", "");
        try (PreparedStatement insert =
                connection.prepareStatement("insert into %s values (%s)".formatted(table, values))) {
            for (int pending = 0; rows.hasNext(); ) {
                bind(insert, rows.next());
                insert.addBatch();
                if (++pending == BATCH_ROWS) {
                    insert.executeBatch();
                    pending = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value == null) {
                insert.setNull(i + 1, Types.NULL);
            } else if (value instanceof JSONB json) {
                insert.setObject(i + 1, json.data(), Types.OTHER);
            } else {
                insert.setObject(i + 1, value);
            }
        }
    }
}
