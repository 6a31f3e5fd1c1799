package io.sqlcache.postgres;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.postgres.testing.TestSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What an ordinary log tells of a write: that it went on, and nothing of what was written. */
@Timeout(60)
class OrdinaryLogTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.sqlcache");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ours.setLevel(Level.INFO);
        ours.addAppender(log);
    }

    @AfterEach
    void stop() {
        ours.detachAppender(log);
        ours.setLevel(null);
    }

    @Test
    void holdsNeitherSqlNorRecords() {
        try (CacheBase cache = PostgresCache.open(schema.config())) {
            for (WriteStrategy strategy : new WriteStrategy[] {WriteStrategy.REPLACE, WriteStrategy.MERGE}) {
                cache.write(
                        script().record("users", "id", 1, "name", "secret of Ada")
                                .state("users", "{\"token\":\"secret of the source\"}")
                                .complete("users")
                                .input(),
                        WriteRequest.of(catalog(stream("users")
                                        .field("id", INTEGER)
                                        .field("name", STRING)
                                        .primaryKey("id")))
                                .strategy(strategy)
                                .build());
            }
        }

        assertThat(log.list)
                .isNotEmpty()
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line)
                        .doesNotContainIgnoringCase("insert into")
                        .doesNotContainIgnoringCase("create table")
                        .doesNotContainIgnoringCase("select ")
                        .doesNotContain("secret"));
    }
}
