package io.sqlcache.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** These tests run on the server that the build says: on the oldest, and in the gate on the newest too. */
@Tag("server-version")
class ServerVersionTest {

    @RegisterExtension
    final TestSchema schema = new TestSchema();

    @Test
    void serverIsOfTheVersionThatTheBuildAsksFor() throws SQLException {
        String version = System.getProperty("sqlcache.server.version");
        assumeThat(System.getenv("SQLCACHE_TEST_POSTGRES_URL"))
                .as("a server of the developer's choice")
                .isNull();
        assumeThat(version != null || System.getenv("CI") != null)
                .as("the build says which version")
                .isTrue();

        DSLContext sql = TestSchema.sql(schema.connect());
        assertThat(sql.fetchValue("show server_version") + ".0").isEqualTo(version);
    }
}
