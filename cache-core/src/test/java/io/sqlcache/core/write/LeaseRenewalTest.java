package io.sqlcache.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.state.Remembered;
import io.sqlcache.core.state.SyncLog.Sync;
import io.sqlcache.core.testing.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease is renewed while its write lives, whatever happens to a single connection. */
class LeaseRenewalTest {

    private static final Duration TERM = Duration.ofMillis(30);

    private final Database database = new Database();
    private final SqlBackend backend = database.backend();
    private final Remembered remembered = Remembered.in(backend, database.config());
    private final Sync sync = (Sync) remembered.syncs().begin("source", "writer", List.of(StreamId.of("users")), TERM);

    @AfterEach
    void close() {
        backend.close();
        database.close();
    }

    private OffsetDateTime leasedUntil() {
        return database.sql()
                .fetch("select \"leased_until\" from \"cache\".\"_sqlcache_syncs\" where \"sync_number\" = 1")
                .getValues(0, OffsetDateTime.class)
                .get(0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void leaseIsRenewedAgainAndAgain() throws InterruptedException {
        try (LeaseRenewal renewal = new LeaseRenewal(remembered.syncs(), sync, TERM)) {
            OffsetDateTime first = leasedUntil();
            await(() -> leasedUntil().isAfter(first));
            OffsetDateTime second = leasedUntil();
            await(() -> leasedUntil().isAfter(second));
        }
    }

    @Test
    void lostConnectionIsNotTheLastRenewal() throws InterruptedException {
        database.connections().loseBefore(request -> request.sql().contains("\"leased_until\" = "));
        database.connections().loseBefore(request -> request.sql().equals("connect"));
        OffsetDateTime first = leasedUntil();
        try (LeaseRenewal renewal = new LeaseRenewal(remembered.syncs(), sync, TERM)) {
            await(() -> leasedUntil().isAfter(first));
        }
    }

    @Test
    void closedRenewalRenewsNoMore() throws InterruptedException {
        LeaseRenewal renewal = new LeaseRenewal(remembered.syncs(), sync, TERM);
        OffsetDateTime first = leasedUntil();
        await(() -> leasedUntil().isAfter(first));
        renewal.close();
        OffsetDateTime last = leasedUntil();
        Thread.sleep(TERM.toMillis());
        assertThat(leasedUntil()).isEqualTo(last);
    }
}
