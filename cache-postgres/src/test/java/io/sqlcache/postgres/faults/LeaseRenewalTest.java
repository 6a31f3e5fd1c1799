package io.sqlcache.postgres.faults;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.LeasePolicy;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.testing.DisturbedServer;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class LeaseRenewalTest {

    private static final LeasePolicy SHORT = new LeasePolicy(Duration.ofSeconds(2), Duration.ofSeconds(20));

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    @Test
    void leaseThatIsRenewedAfterAWaitLastsFromTheEndOfTheWaitOn() throws Exception {
        List<Boolean> ahead = new ArrayList<>();
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            cache.write(
                    script().log("INFO", "now").complete("users").input(),
                    WriteRequest.of(catalog(stream("users").field("id", INTEGER)))
                            .strategy(WriteStrategy.APPEND)
                            .lease(SHORT)
                            .listener(DisturbedServer.listener(
                                    new ArrayList<>(), () -> ahead.add(isAheadAfterAWaitOfThreeSeconds())))
                            .build());
        }
        assertThat(ahead).containsExactly(true);
    }

    /** Whether the first change of the lease, after its row was locked for longer than a term, is one for the future. */
    private boolean isAheadAfterAWaitOfThreeSeconds() {
        try {
            Connection connection = schema.connect();
            DSLContext sql = TestSchema.sql(connection);
            Object before = sql.fetchValue("select leased_until from {0} for update", syncs());
            CompletableFuture<Void> waited = new CompletableFuture<>();
            waited.completeOnTimeout(null, 3, TimeUnit.SECONDS).join();
            connection.commit();
            while (true) {
                Object changed = sql.fetchValue("select leased_until from {0}", syncs());
                boolean isAhead = Boolean.TRUE.equals(
                        sql.fetchValue("select leased_until > clock_timestamp() from {0}", syncs()));
                connection.commit();
                if (!changed.equals(before)) {
                    return isAhead;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Name syncs() {
        return schema.name("_sqlcache_syncs").qualified();
    }
}
