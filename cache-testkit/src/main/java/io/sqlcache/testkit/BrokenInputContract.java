package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that cannot be meant: fails with its line number, and what was checkpointed stays. */
abstract class BrokenInputContract extends CacheContract {

    private static final ConfiguredCatalog USERS =
            catalog(stream("users").field("id", INTEGER).field("name", STRING));

    BrokenInputContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void brokenJsonFailsWithItsLineNumberAndNothingAfterTheLastCheckpoint() {
        MessageScript messages = script().record("users", "id", 1)
                .state("users", "{\"c\":1}")
                .line("plain text")
                .record("users", "id", 2)
                .line("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":3,}}}")
                .complete("users");

        refused(CacheException.Kind.DATA, () -> append(messages)).hasMessageContaining("line 5");
        assertThat(values("users", "id")).containsExactly(1L);
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"type\":\"RECORD\"",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":\"1}}}",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":01}}}",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"name\":\"\\x\"}}}",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"unlisted\":[1,2}}}}",
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\"",
                "{\"type\":\"LOG\"} trailing",
                "{\"type\":'LOG'}"
            })
    void lineThatStartsLikeAnObjectAndIsNoneFails(String line) {
        refused(
                        CacheException.Kind.DATA,
                        () -> append(
                                script().record("users", "id", 1).line(line).complete("users")))
                .hasMessageContaining("line 2");
    }

    @Test
    void inputThatEndsWithinAMessageFails() {
        String text = script().record("users", "id", 1).record("users", "id", 2).text();
        refused(CacheException.Kind.DATA, () -> writeText(text.substring(0, text.length() - 3)))
                .hasMessageContaining("line 2");
    }

    private void append(MessageScript messages) {
        writeText(messages.text());
    }

    private void writeText(String text) {
        cache().write(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        WriteRequest.of(USERS)
                                .strategy(WriteStrategy.APPEND)
                                .throttle(CommitThrottle.NONE)
                                .build());
    }
}
