package io.sqlcache.postgres.administered;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check names what later writes would stumble over, and to follow what it says helps. */
@Timeout(60)
class CheckFindingsTest {

    private final Loader loader = new Loader();

    CheckFindingsTest() throws SQLException {}

    @AfterEach
    void drop() throws SQLException {
        loader.close();
    }

    private static List<String> check(PostgresConfig config) {
        try (CacheBase cache = PostgresCache.open(config)) {
            return cache.check();
        }
    }

    private void write(PostgresConfig config) {
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    script().record("users", "id", 1).complete("users").input(),
                    WriteRequest.of(catalog(stream("users")
                                    .field("id", LogicalType.INTEGER)
                                    .primaryKey("id")))
                            .strategy(WriteStrategy.APPEND)
                            .build());
        }
    }

    private void follow(String finding) throws SQLException {
        loader.execute(finding.substring(finding.lastIndexOf(": ") + 2));
    }

    @Test
    void whatTheRoleMayNotLookAtIsNotFound() throws SQLException {
        loader.execute("revoke select on pg_catalog.pg_roles from public", "alter role ROLE connection limit 2");
        try {
            assertThat(check(loader.settings().build())).isEmpty();
        } finally {
            loader.execute("grant select on pg_catalog.pg_roles to public");
        }
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        write(loader.settings().build());
        assertThat(check(loader.settings().build())).isEmpty();
    }

    @Test
    void fewConnectionsAreToldWithTheNumberThatIsNeeded() throws SQLException {
        loader.execute("alter role ROLE connection limit 2", "alter database ROLE connection limit 3");
        List<String> findings = check(loader.settings().build());
        assertThat(findings)
                .containsExactly(
                        "The role may have 2 connections at a time, but a write takes two, and two more for moments: alter role %s connection limit 4"
                                .formatted(loader.name()),
                        "The database may have 3 connections at a time, but a write takes two, and two more for moments: alter database %s connection limit 4"
                                .formatted(loader.name()));
        for (String finding : findings) {
            follow(finding);
        }
        assertThat(check(loader.settings().build())).isEmpty();
    }

    @Test
    void tablesOfOthersArePartlyHiddenOrNotToBeChanged() throws SQLException {
        write(loader.administrators());
        loader.execute(
                "grant usage, create on schema landing to ROLE",
                "grant all on all tables in schema landing to ROLE",
                "revoke insert, delete on landing.users from ROLE",
                "alter table landing.users enable row level security",
                "alter table landing.users replica identity default",
                "create publication everything for all tables",
                "create table landing.mine_alone (id bigint)");
        String role = loader.name();
        List<String> findings = check(loader.settings().build());
        assertThat(findings).hasSize(4);
        assertThat(findings)
                .startsWith(
                        "Policies hide rows of landing.users from this role, and a write that cannot see all of them is refused: alter role %s bypassrls"
                                .formatted(role),
                        "landing.users is published (everything) without a replica identity, so that its rows can be neither updated nor deleted: alter table landing.users replica identity full",
                        "The role lacks rights on landing.users: grant insert, delete on landing.users to %s"
                                .formatted(role));
        assertThat(findings.get(3))
                .startsWith("landing.users belongs to ")
                .contains(", who alone can add or widen columns: grant ")
                .endsWith(" to " + role);
        for (String finding : findings) {
            follow(finding);
        }
        assertThat(check(loader.settings().build())).isEmpty();
    }
}
