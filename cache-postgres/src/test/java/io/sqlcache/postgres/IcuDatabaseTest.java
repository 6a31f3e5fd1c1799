package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.MessageScript;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where text is sorted as people read it, cursors still compare by code point. */
@Tag("server-version")
@Timeout(60)
class IcuDatabaseTest {

    /** From this version on a database can have a locale of ICU, and not only a column. */
    private static final int ICU_DATABASES = 150_000;

    private static final String DATABASE = "sqlcache icu test";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @Test
    void stringCursorsCompareByCodePointInAnIcuDatabase() throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        sql.connection(connection -> connection.setAutoCommit(true));
        int version = Integer.parseInt(String.valueOf(sql.fetchValue("show server_version_num")));
        if (version < ICU_DATABASES) {
            schema.execute(sql, "create table {0} (id int8, at text collate \"en-x-icu\", n int8)", "users");
            assertCursorsCompareByCodePoint(schema.config());
            return;
        }

        sql.query("drop database if exists {0}", DSL.quotedName(DATABASE)).execute();
        sql.query(
                        "create database {0} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'",
                        DSL.quotedName(DATABASE))
                .execute();
        try {
            assertCursorsCompareByCodePoint(
                    TestServer.settings().database(DATABASE).build());
        } finally {
            sql.query("drop database {0}", DSL.quotedName(DATABASE)).execute();
        }
    }

    /** By ICU's English, a is before B, and é before f. */
    private static void assertCursorsCompareByCodePoint(PostgresConfig config) {
        try (CacheBase cache = PostgresCache.open(config)) {
            write(
                    cache,
                    script().record("users", "id", 1, "at", "a", "n", 1).record("users", "id", 2, "at", "é", "n", 1));
            write(
                    cache,
                    script().record("users", "id", 1, "at", "B", "n", 2).record("users", "id", 2, "at", "f", "n", 2));
            write(
                    cache,
                    script().record("users", "id", 3, "at", "b", "n", 1).record("users", "id", 3, "at", "C", "n", 2));

            try (Stream<Row> rows = cache.stream("users").records()) {
                assertThat(rows.map(row -> row.value("id") + " " + row.value("at") + " " + row.value("n")))
                        .containsExactlyInAnyOrder("1 a 1", "2 é 1", "3 b 1");
            }
            String table = DSL.using(SQLDialect.POSTGRES).render(DSL.quotedName(config.schemaName(), "users"));
            try (Stream<Row> rows = cache.query("select at < 'B' from " + table + " where id = 1")
                    .rows()) {
                assertThat(rows.map(Row::values)).as("the database itself").containsExactly(List.of(true));
            }
        }
    }

    private static void write(CacheBase cache, MessageScript messages) {
        cache.write(
                messages.complete("users").input(),
                WriteRequest.of(catalog(stream("users")
                                .field("id", INTEGER)
                                .field("at", STRING)
                                .field("n", INTEGER)
                                .primaryKey("id")
                                .cursor("at")))
                        .build());
    }
}
