package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.testkit.MessageScript;
import io.sqlcache.testkit.StreamScript;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set for a role or a database breaks no write; what forbids one is told with the statement that allows it. */
@Tag("server-version")
@Timeout(60)
class RoleSettingsTest {

    private final Loader loader = new Loader();

    RoleSettingsTest() throws SQLException {}

    @BeforeEach
    void letOnlyItself() throws SQLException {
        loader.execute("revoke temporary on database ROLE from public");
    }

    @AfterEach
    void drop() throws SQLException {
        loader.close();
    }

    private static StreamScript users() {
        return stream("users")
                .field("id", LogicalType.INTEGER)
                .field("it's a \\ name", LogicalType.STRING)
                .primaryKey("id");
    }

    private static MessageScript row(int id) {
        return script().record("users", "id", id, "it's a \\ name", "back\\slash'" + id);
    }

    private void write(InputStream messages, WriteStrategy strategy) {
        try (CacheBase cache = PostgresCache.open(loader.settings().build())) {
            cache.write(
                    messages,
                    WriteRequest.of(catalog(users())).strategy(strategy).build());
        }
    }

    private String values() throws SQLException {
        return String.valueOf(loader.value("select string_agg(it_s_a___name, ', ' order by id) from landing.users"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard_conforming_strings = off; default_transaction_isolation = serializable; search_path = ''; lock_timeout = 1;"
                        + " quote_all_identifiers = on; timezone = 'Asia/Kathmandu'; client_encoding = LATIN1",
                "default_transaction_deferrable = on; bytea_output = escape; datestyle = 'German, DMY'; intervalstyle = sql_standard;"
                        + " extra_float_digits = -15; enable_seqscan = off; array_nulls = off; transform_null_equals = on;"
                        + " check_function_bodies = off; synchronous_commit = off; vacuum_freeze_min_age = 0"
            })
    void settingsOfARoleChangeNothing(String settings) throws SQLException {
        for (String setting : settings.split("; ")) {
            loader.execute("alter role ROLE set " + setting);
        }
        write(row(1).complete("users").input(), WriteStrategy.MERGE);
        write(
                row(1).record("users", "id", 2, "it's a \\ name", null)
                        .complete("users")
                        .input(),
                WriteStrategy.MERGE);
        write(row(3).complete("users").input(), WriteStrategy.APPEND);
        assertThat(values()).isEqualTo("back\\slash'1, back\\slash'3");
        write(row(4).complete("users").input(), WriteStrategy.REPLACE);
        assertThat(values()).isEqualTo("back\\slash'4");
    }

    /** A COPY that is open while the source is silent is a statement that lasts, an idle session one that is lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement_timeout = 200",
                "idle_session_timeout = 200",
                "idle_in_transaction_session_timeout = 200"
            })
    void aSourceThatIsSilentForAWhileLosesNothing(String setting) throws SQLException {
        loader.execute("alter role ROLE set " + setting);
        InputStream silent = new InputStream() {
            @Override
            public int read() {
                try {
                    Thread.sleep(600);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
        InputStream messages = new SequenceInputStream(Collections.enumeration(
                List.of(row(1).input(), silent, row(2).complete("users").input())));
        write(messages, WriteStrategy.APPEND);
        assertThat(values()).isEqualTo("back\\slash'1, back\\slash'2");
    }

    @ParameterizedTest
    @EnumSource(WriteStrategy.class)
    void aRoleThatOnlyReadsIsToldHowItMayWrite(WriteStrategy strategy) throws SQLException {
        loader.execute("alter role ROLE set default_transaction_read_only = on");
        assertThatThrownBy(() -> write(row(1).complete("users").input(), strategy))
                .isInstanceOfSatisfying(CacheException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(CacheException.Kind.CONFIG);
                    assertThat(refused)
                            .hasMessageContaining("read-only transaction")
                            .hasMessageContaining("alter role .. set default_transaction_read_only = off");
                });
    }

    @Test
    void aTablespaceWithoutRightsIsToldWithTheGrant() throws SQLException {
        loader.execute("alter role ROLE set default_tablespace = pg_global");
        assertThatThrownBy(() -> write(row(1).complete("users").input(), WriteStrategy.APPEND))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        refused -> assertThat(refused.kind())
                                .as(refused.getMessage())
                                .isEqualTo(CacheException.Kind.CONFIG));
    }

    @Test
    void aTriggerThatCountsOnASearchPathIsToldWhatToChange() throws SQLException {
        write(row(1).complete("users").input(), WriteStrategy.MERGE);
        loader.execute(
                "create table landing.audit (id bigint)",
                "grant all on landing.audit to ROLE",
                """
                create function landing.note() returns trigger language plpgsql as
                $$ begin insert into audit values (new.id); return new; end $$""",
                "create trigger note after insert on landing.users for each row execute function landing.note()");
        assertThatThrownBy(() -> write(row(2).complete("users").input(), WriteStrategy.MERGE))
                .hasMessageContaining("relation \"audit\" does not exist")
                .hasMessageContaining("alter function .. set search_path");
        loader.execute("alter function landing.note() set search_path = landing");
        write(row(2).complete("users").input(), WriteStrategy.MERGE);
        assertThat(loader.value("select count(*) from landing.audit")).isEqualTo("1");
    }

    @Test
    void aTriggerThatCallsAFunctionOfASearchPathIsToldWhatToChange() throws SQLException {
        write(row(1).complete("users").input(), WriteStrategy.MERGE);
        loader.execute(
                "create function landing.shout(text) returns text language sql as 'select upper($1)'",
                """
                create function landing.note() returns trigger language plpgsql as
                $$ begin new.it_s_a___name := shout(new.it_s_a___name); return new; end $$""",
                "create trigger note before insert on landing.users for each row execute function landing.note()");
        assertThatThrownBy(() -> write(row(2).complete("users").input(), WriteStrategy.MERGE))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageContaining("function shout(text) does not exist")
                .hasMessageContaining("alter function .. set search_path");
    }

    @Test
    void whatATriggerRaisesIsForWhoeverOwnsIt() throws SQLException {
        write(row(1).complete("users").input(), WriteStrategy.MERGE);
        loader.execute(
                """
                create function landing.refuse() returns trigger language plpgsql as
                $$ begin raise exception 'not on sundays'; end $$""",
                "create trigger refuse before insert on landing.users for each row execute function landing.refuse()");
        assertThatThrownBy(() -> write(row(2).complete("users").input(), WriteStrategy.MERGE))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessageContaining("not on sundays");
    }
}
