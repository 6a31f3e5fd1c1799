package io.sqlcache.testkit;

import static io.sqlcache.api.WriteStrategy.APPEND;
import static io.sqlcache.api.WriteStrategy.AUTO;
import static io.sqlcache.api.WriteStrategy.FROM_CATALOG;
import static io.sqlcache.api.WriteStrategy.MERGE;
import static io.sqlcache.api.WriteStrategy.REPLACE;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary.StreamSummary;
import org.junit.jupiter.api.Test;

/** Which strategy a stream gets: by request, by the catalog's shape, or by the catalog's modes. */
abstract class StrategyResolutionContract extends CacheContract {

    StrategyResolutionContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void autoMergesAStreamWithAPrimaryKey() {
        assertThat(resolved(AUTO, users().primaryKey("id"))).isEqualTo(MERGE);
        assertThat(resolved(AUTO, users().primaryKey("id").cursor("id"))).isEqualTo(MERGE);
    }

    @Test
    void autoAppendsAnIncrementalStreamOrOneWithACursor() {
        assertThat(resolved(AUTO, users().incremental())).isEqualTo(APPEND);
        assertThat(resolved(AUTO, users().cursor("id"))).isEqualTo(APPEND);
    }

    @Test
    void autoReplacesAnyOtherStream() {
        assertThat(resolved(AUTO, users())).isEqualTo(REPLACE);
    }

    @Test
    void autoIgnoresTheDestinationSyncMode() {
        assertThat(resolved(AUTO, users().destination("append"))).isEqualTo(REPLACE);
    }

    @Test
    void catalogDecidesByItsDestinationSyncMode() {
        assertThat(resolved(FROM_CATALOG, users().destination("append").primaryKey("id")))
                .isEqualTo(APPEND);
        assertThat(resolved(FROM_CATALOG, users().destination("overwrite").primaryKey("id")))
                .isEqualTo(REPLACE);
        assertThat(resolved(FROM_CATALOG, users().destination("append_dedup").primaryKey("id")))
                .isEqualTo(MERGE);
    }

    @Test
    void unknownDestinationSyncModeIsRefusedByName() {
        refused(CacheException.Kind.CONFIG, () -> resolved(FROM_CATALOG, users().destination("update")))
                .hasMessageContaining("users")
                .hasMessageContaining("update");
    }

    @Test
    void dedupWithoutAKeyIsRefused() {
        refused(CacheException.Kind.CONFIG, () -> resolved(FROM_CATALOG, users().destination("append_dedup")))
                .hasMessageContaining("Cannot merge stream \"users\"")
                .hasMessageContaining("primary key");
    }

    @Test
    void requestDecidesForAllStreams() {
        assertThat(resolved(APPEND, users().primaryKey("id"))).isEqualTo(APPEND);
        assertThat(resolved(REPLACE, users().primaryKey("id"))).isEqualTo(REPLACE);
    }

    @Test
    void strategyOfAStreamGoesBeforeThatOfTheRequest() {
        ConfiguredCatalog both = catalog(users(), stream("orders").field("id", INTEGER));
        var summary = write(
                WriteRequest.of(both).strategy(REPLACE).strategy(StreamId.of("orders"), APPEND),
                script().complete("users").complete("orders"));

        assertThat(summary.streams()).extracting(StreamSummary::strategy).containsExactly(REPLACE, APPEND);
    }

    @Test
    void strategyOfAStreamThatTheCatalogLacksIsRefusedByName() {
        refused(
                        CacheException.Kind.CONFIG,
                        () -> write(
                                WriteRequest.of(catalog(users())).strategy(StreamId.of("userz"), APPEND),
                                script().complete("users")))
                .hasMessageContaining("userz");
    }

    @Test
    void catalogThatIsNoJsonIsRefused() {
        refused(
                CacheException.Kind.CONFIG,
                () -> write(WriteRequest.of(new ConfiguredCatalog("{\"streams\":")), script()));
        refused(CacheException.Kind.CONFIG, () -> write(WriteRequest.of(new ConfiguredCatalog("{}")), script()))
                .hasMessageContaining("streams");
    }

    @Test
    void streamListedTwiceIsRefusedByName() {
        refused(CacheException.Kind.CONFIG, () -> write(catalog(users(), users()), script().complete("users")))
                .hasMessageContaining("users");
    }

    private WriteStrategy resolved(WriteStrategy asked, StreamScript users) {
        return write(catalog(users), asked, script().complete("users")).stream(StreamId.of("users"))
                .orElseThrow()
                .strategy();
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER);
    }
}
