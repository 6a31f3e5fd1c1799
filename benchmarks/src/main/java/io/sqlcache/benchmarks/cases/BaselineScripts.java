package io.sqlcache.benchmarks.cases;

import static io.sqlcache.benchmarks.server.BenchmarkServer.THEIRS;

import io.sqlcache.benchmarks.data.Dataset;
import io.sqlcache.benchmarks.data.UsersCatalog;
import java.util.stream.Collectors;

/** What psql does to the same end, in SQL: docs/benchmarks.md shows it. */
public final class BaselineScripts {

    private static final String USERS = THEIRS + ".users";
    private static final String COLUMNS = UsersCatalog.COLUMNS.replace("\n", " ");

    private BaselineScripts() {}

    /** Into no table. */
    public static String append(Dataset input) {
        return append(input, 1);
    }

    /** The same input so many times. */
    static String append(Dataset input, int times) {
        return """
                create table %s (%s);
                """.formatted(USERS, COLUMNS) + copy(USERS, input, "").repeat(times);
    }

    static String replace(Dataset input) {
        return """
                begin;
                create table %1$s_new (%2$s);
                %3$s\
                drop table %1$s;
                alter table %1$s_new rename to users;
                commit;
                """.formatted(USERS, COLUMNS, copy(USERS + "_new", input, " with (freeze)"));
    }

    static String firstKeyed(Dataset input) {
        return """
                begin;
                create table %1$s (%2$s);
                %3$s\
                create unique index on %1$s (id);
                commit;
                """.formatted(USERS, COLUMNS, copy(USERS, input, " with (freeze)"));
    }

    static String merge(Dataset input) {
        String updates = UsersCatalog.columns().keySet().stream()
                .filter(column -> !column.equals("id"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));

        return """
                begin;
                create unlogged table %1$s_staging (%2$s);
                %3$s\
                insert into %1$s as t
                select distinct on (id) * from %1$s_staging order by id, updated_at desc
                on conflict (id) do update set %4$s
                where t.updated_at is null or excluded.updated_at >= t.updated_at;
                drop table %1$s_staging;
                commit;
                """.formatted(USERS, COLUMNS, copy(USERS + "_staging", input, ""), updates);
    }

    private static String copy(String table, Dataset input, String options) {
        return "\\copy " + table + " from '" + input.text() + "'" + options + "\n";
    }
}
