package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.config.DestinationPostgres;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestSchema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program with the configuration of a destination that keeps deleted rows; no command is there to carry it over. */
@Timeout(60)
class SoftDeletionTest {

    private static final String DELETED_AT = "_ab_cdc_deleted_at";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private PostgresConfig config = PostgresConfig.builder()
            .host("none")
            .database("none")
            .username("none")
            .build();

    @BeforeEach
    void configure() {
        PostgresConfig server = schema.config();
        DestinationPostgres destination = DestinationPostgres.builder()
                .host(server.host())
                .port(server.port())
                .database(server.database())
                .username(server.username())
                .password(server.password())
                .schema(server.schemaName())
                .cdcDeletionMode(CdcDeletion.SOFT)
                .build();
        config = PostgresConfig.from(destination);
    }

    @Test
    void softDeleteOfTheDestinationKeepsTheRow() {
        assertThat(deletionTimes(request())).containsExactly(OffsetDateTime.parse("2024-01-01T00:00:00Z"));
    }

    @Test
    void requestThatSaysHardDeletesTheRowAllTheSame() {
        assertThat(deletionTimes(request().cdcDeletion(CdcDeletion.HARD))).isEmpty();
    }

    @Test
    void requestThatSaysSoftKeepsTheRowOfAHardConfiguration() {
        config = config.toBuilder().cdcDeletion(CdcDeletion.HARD).build();

        assertThat(deletionTimes(request().cdcDeletion(CdcDeletion.SOFT))).hasSize(1);
        assertThat(deletionTimes(request())).isEmpty();
    }

    /** Of the rows that there are after a row was written and deleted. */
    private List<Object> deletionTimes(WriteRequest.Builder request) {
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    script().record("users", "id", 1)
                            .record("users", "id", 1, DELETED_AT, "2024-01-01T00:00:00Z")
                            .complete("users")
                            .input(),
                    request.build());
            try (Stream<Object> times = cache.stream("users").records().map(row -> row.value(DELETED_AT))) {
                return times.toList();
            }
        }
    }

    private static WriteRequest.Builder request() {
        return WriteRequest.of(catalog(stream("users")
                        .field("id", INTEGER)
                        .field(DELETED_AT, TIMESTAMP_WITH_TIMEZONE)
                        .primaryKey("id")))
                .strategy(WriteStrategy.MERGE);
    }
}
