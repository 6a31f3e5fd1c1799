package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.ColumnPath;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Merges 100,000 staged rows into 1,000,000 by a key that is a column, and by one inside of a JSON column: run {@code main}. */
final class MergeBenchmark {

    private static final String SCHEMA = "merge_benchmark";
    private static final int ROUNDS = 5;

    private static final Map<String, ColumnPath> KEYS = Map.of(
            "plain", ColumnPath.of("id"),
            "nested", new ColumnPath("who", List.of("id")),
            "nested text", new ColumnPath("who", List.of("ids", "text")));

    private MergeBenchmark() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws SQLException {
        SqlBackend backend = Backends.connect(TestServer.config(SCHEMA));
        try (backend;
                Connection connection = backend.dataSource().getConnection()) {
            DSLContext sql = DSL.using(connection, SQLDialect.POSTGRES);
            sql.dropSchemaIfExists(SCHEMA).cascade().execute();
            sql.createSchema(SCHEMA).execute();
            for (String key : List.of("plain", "nested", "nested text")) {
                fill(sql, backend, key);
            }
            for (int round = 1; round <= ROUNDS; round++) {
                for (String key : List.of("plain", "nested", "nested text")) {
                    System.out.printf("round %d  %-12s %6d ms%n", round, key, merge(connection, sql, backend, key));
                }
            }
            sql.dropSchemaIfExists(SCHEMA).cascade().execute();
        }
    }

    private static void fill(DSLContext sql, SqlBackend backend, String key) {
        TableName target = new TableName(SCHEMA, key);
        TableName staging = new TableName(SCHEMA, key + " staging");
        sql.query("create table {0} (id int8, who jsonb, at int8, v text)", target.qualified())
                .execute();
        backend.tables().indexKey(sql, target, List.of(KEYS.get(key)));
        String row = """
                insert into {0} select i, jsonb_build_object('id', i, 'name', 'name ' || i,
                    'ids', jsonb_build_object('text', md5(i::text))), %s, repeat('x', 100) %s from generate_series(%s) i""";
        sql.query(row.formatted("1", "", "1, 1000000"), target.qualified()).execute();
        sql.query(
                        "create unlogged table {0} (id int8, who jsonb, at int8, v text, _sqlcache_sequence int8)",
                        staging.qualified())
                .execute();
        sql.query(row.formatted("2", ", i", "950001, 1050000"), staging.qualified())
                .execute();
        sql.query("vacuum analyze {0}", target.qualified()).execute();
    }

    private static long merge(Connection connection, DSLContext sql, SqlBackend backend, String key)
            throws SQLException {
        MergePlan plan = new MergePlan(
                backend.tables()
                        .find(sql, new TableName(SCHEMA, key + " staging"))
                        .orElseThrow(),
                backend.tables().find(sql, new TableName(SCHEMA, key)).orElseThrow(),
                List.of(KEYS.get(key)),
                List.of("key"),
                Optional.of(new MergePlan.Cursor(ColumnPath.of("at"), LogicalType.INTEGER)),
                Optional.empty());
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        backend.tables().merge(sql, plan);
        long millis = (System.nanoTime() - start) / 1_000_000;
        connection.rollback();
        connection.setAutoCommit(true);
        sql.query("vacuum {0}", plan.target().name().qualified()).execute();
        return millis;
    }
}
