package io.sqlcache.benchmarks.program;

import io.sqlcache.benchmarks.data.UsersCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Loader;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jspecify.annotations.Nullable;

/** jOOQ's loader, by INSERTs of many rows, many of these at once. */
public final class JooqLoader {

    private static final int BULK_ROWS = 100;
    private static final int BATCH_STATEMENTS = 10;

    private JooqLoader() {}

    /** The arguments are the file of messages and the table, which is created. */
    public static void main(String[] arguments) throws SQLException, IOException {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        try (Connection connection = EnvironmentServer.connect("");
                BufferedReader messages = Files.newBufferedReader(Path.of(arguments[0]))) {
            connection.setAutoCommit(false);
            DSLContext sql = DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
            sql.execute("create table %s (%s)".formatted(arguments[1], UsersCatalog.COLUMNS));
            load(sql, arguments[1], UserValues.of(messages));
            connection.commit();
        }
    }

    private static void load(DSLContext sql, String table, Stream<@Nullable Object[]> rows) throws IOException {
        List<? extends Field<?>> columns = UsersCatalog.columns().entrySet().stream()
                .map(column -> DSL.field(
                        DSL.name(column.getKey()), DefaultDataType.getDataType(SQLDialect.POSTGRES, column.getValue())))
                .toList();
        Loader<?> loader = sql.loadInto(DSL.table(table))
                .onErrorAbort()
                .bulkAfter(BULK_ROWS)
                .batchAfter(BATCH_STATEMENTS)
                .commitNone()
                .loadArrays(rows)
                .fields(columns)
                .execute();
        if (!loader.errors().isEmpty()) {
            throw new IOException(
                    "jOOQ could not load " + table, loader.errors().get(0).exception());
        }
    }
}
