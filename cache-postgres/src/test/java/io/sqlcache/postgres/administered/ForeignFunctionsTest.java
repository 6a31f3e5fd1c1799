package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody else's code runs with the loader's rights, however much it looks like the server's own, and wherever that is on the path. */
@Tag("server-version")
@Timeout(60)
class ForeignFunctionsTest {

    /** The same functions in public as in pg_catalog, each with its own parameters and with varchar in place of text; each one leaves a mark. */
    private static final String FUNCTIONS = """
            do $do$
            declare
              f record;
              made int := 0;
            begin
              for f in
                select distinct p.proname, a.args, p.prorettype::regtype::text as result, p.proretset
                from pg_proc p
                cross join lateral (values
                  (oidvectortypes(p.proargtypes)),
                  (regexp_replace(oidvectortypes(p.proargtypes), '\\m(text|name)\\M', 'varchar', 'g'))) a(args)
                where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f' and p.provariadic = 0
                  and p.proname !~ '(in|out|recv|send|_handler|sel|support|_ops|_accum|_avg|_combine|_inv|_trans|_final)$'
                  and oidvectortypes(p.proargtypes) || ' ' || p.prorettype::regtype::text !~ 'internal|cstring|any|trigger|pg_|record'
              loop
                begin
                  execute format(
                    'create function public.%I(%s) returns %s %s language plpgsql as $$ begin perform pg_catalog.nextval(''public.ran''); raise exception ''foreign %s ran''; end $$',
                    f.proname, f.args, case when f.proretset then 'setof' else '' end, f.result, f.proname);
                  made := made + 1;
                exception when others then null;
                end;
              end loop;
              if made < 1500 then raise exception 'only % functions', made; end if;
            end $do$""";

    private static final String OPERATORS = """
            do $do$
            declare
              o record;
              made int := 0;
            begin
              for o in
                select distinct p.oprname, l.type as l, r.type as r
                from pg_operator p
                cross join (values ('text'), ('varchar'), ('name'), ('bigint'), ('integer'), ('oid'), ('timestamptz'), ('boolean'), ('jsonb'), ('text[]'), ('varchar[]')) l(type)
                cross join (values ('text'), ('varchar'), ('name'), ('bigint'), ('integer'), ('oid'), ('timestamptz'), ('boolean'), ('jsonb'), ('text[]'), ('varchar[]')) r(type)
                where p.oprname in ('=', '<>', '<', '>', '<=', '>=', '||', '+', '-', '#>>', '->>')
              loop
                begin
                  execute format(
                    'create or replace function public.foreign_operator(%s, %s) returns boolean language plpgsql as $$ begin perform pg_catalog.nextval(''public.ran''); raise exception ''foreign operator ran''; end $$', o.l, o.r);
                  execute format(
                    'create operator public.%s (leftarg = %s, rightarg = %s, function = public.foreign_operator)', o.oprname, o.l, o.r);
                  made := made + 1;
                exception when duplicate_function then null;
                end;
              end loop;
              if made < 500 then raise exception 'only % operators', made; end if;
            end $do$""";

    private final Loader loader = new Loader();

    ForeignFunctionsTest() throws SQLException {}

    @BeforeEach
    void prepare() throws SQLException {
        loader.execute(
                "create sequence public.ran",
                "grant usage on sequence public.ran to public",
                FUNCTIONS,
                OPERATORS,
                "alter role ROLE set search_path = public, pg_catalog");
    }

    @AfterEach
    void drop() throws SQLException {
        loader.close();
    }

    private static StreamScript users() {
        return stream("users")
                .field("id", LogicalType.INTEGER)
                .field("name", LogicalType.STRING)
                .field("at", LogicalType.TIMESTAMP_WITH_TIMEZONE)
                .primaryKey("id")
                .cursor("at");
    }

    private static MessageScript rows(int from, int to) {
        MessageScript rows = script();
        for (int id = from; id <= to; id++) {
            rows.record("users", "id", id, "name", "name " + id, "at", "2026-01-0%dT00:00:00.1234567Z".formatted(id));
        }
        return rows.state("users", "{\"cursor\":%d}".formatted(to)).complete("users");
    }

    private static WriteRequest request(WriteStrategy strategy, StreamScript... streams) {
        return WriteRequest.of(catalog(streams)).strategy(strategy).build();
    }

    /** Every way of rows, of tables that change, of states, and what is read of them. */
    @Test
    void noneOfThemRunsOnAnyWay() throws SQLException {
        try (CacheBase cache = PostgresCache.open(loader.settings().build())) {
            cache.check();
            for (WriteStrategy strategy : WriteStrategy.values()) {
                cache.write(rows(1, 4).input(), request(strategy, users()));
                cache.write(rows(3, 6).input(), request(strategy, users()));
            }
            cache.write(rows(2, 3).input(), request(WriteStrategy.MERGE, users().field("more", LogicalType.OBJECT)));
            loader.execute(
                    "alter table landing.users add constraint one unique (id)",
                    "create table landing.notes (user_id bigint references landing.users (id) on delete cascade)",
                    "grant all on landing.notes to ROLE");
            cache.write(rows(1, 5).input(), request(WriteStrategy.REPLACE, users()));
            cache.check();

            assertThat(cache.streams()).hasSize(1);
            assertThat(cache.state("source"))
                    .hasValueSatisfying(state -> assertThat(state).contains("\"cursor\":5"));
            try (Stream<Row> read = cache.stream("users").records()) {
                assertThat(read.map(row -> row.value("name")))
                        .containsExactlyInAnyOrder("name 1", "name 2", "name 3", "name 4", "name 5");
            }
        }
        assertThat(loader.value("select is_called from public.ran")).isEqualTo("f");
    }

    /** Which is to say that these traps can be walked into. */
    @Test
    void aStatementOfTheUsersOwnRunsThem() throws SQLException {
        try (CacheBase cache = PostgresCache.open(loader.settings().build())) {
            assertThatThrownBy(() -> cache.execute("select lower('A'::varchar)"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("foreign lower ran");
        }
        assertThat(loader.value("select is_called from public.ran")).isEqualTo("t");
    }
}
