package io.sqlcache.postgres.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.core.backend.HoldingSink;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class HoldingSinkTest {

    private static final int CHUNK = 1 << 16;

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private final CopyLanes lanes = new CopyLanes(Duration.ZERO, Duration.ZERO, new CopyMemory(CHUNK, 3L * CHUNK));
    private Connection connection;
    private DSLContext sql;
    private TableDefinition first;
    private TableDefinition second;

    @BeforeEach
    void connect() throws SQLException {
        connection = schema.connect();
        sql = TestSchema.sql(connection);
        first = schema.create(sql, "first", schema.column("a", LogicalType.STRING));
        second = schema.create(sql, "second", schema.column("a", LogicalType.STRING));
    }

    private static void row(RowSink sink, String value) throws SQLException {
        byte[] utf8 = value.getBytes(UTF_8);
        sink.writeText(utf8, 0, utf8.length);
        sink.endRow();
    }

    private static void noOverflow() {
        throw new AssertionError("there is room");
    }

    @Test
    void rowsWaitForTheirTableAndGoToAnotherAfterAFlush() throws SQLException {
        try (HoldingSink sink = lanes.hold(connection, first, HoldingSinkTest::noOverflow)) {
            row(sink, "one");
            assertThat(sink.flush()).isZero();
            sink.release(second);
            row(sink, "two");
            assertThat(sink.flush()).isEqualTo(2);
            sink.hold();
            row(sink, "three");
            sink.release(first);
            assertThat(sink.flush()).isEqualTo(1);
        }
        assertThat(schema.rows(sql, second)).containsExactly("one", "two");
        assertThat(schema.rows(sql, first)).containsExactly("three");
    }

    @Test
    void theConnectionIsFreeForOthersWhileRowsWait() throws SQLException {
        try (HoldingSink waiting = lanes.hold(connection, first, HoldingSinkTest::noOverflow);
                RowSink sink = lanes.open(connection, second)) {
            row(waiting, "one");
            row(sink, "two");
            waiting.flush();
            sink.flush();
            connection.commit();
            assertThat(schema.rows(sql, second)).containsExactly("two");
            assertThat(schema.rows(sql, first)).isEmpty();
        }
    }

    @Test
    void rowsThatAreTooManyAreReleased() throws SQLException {
        AtomicInteger overflows = new AtomicInteger();
        HoldingSink[] sink = new HoldingSink[1];
        sink[0] = lanes.hold(connection, first, () -> {
            overflows.incrementAndGet();
            sink[0].release(second);
        });
        try (HoldingSink full = sink[0]) {
            String large = "x".repeat(CHUNK / 2);
            for (int i = 0; i < 20; i++) {
                row(full, large);
            }
            assertThat(full.flush()).isEqualTo(20);
        }
        assertThat(overflows).hasValue(1);
        assertThat(schema.rows(sql, second)).hasSize(20);
    }

    @Test
    void rowsThatNobodyReleasedAreDroppedAndLeaveTheTransactionWhole() throws SQLException {
        try (HoldingSink sink = lanes.hold(connection, first, HoldingSinkTest::noOverflow)) {
            row(sink, "one");
        }
        connection.commit();
        assertThat(schema.rows(sql, first)).isEmpty();
    }

    @Test
    void rowsGoToNoTableOfOtherColumns() throws SQLException {
        TableDefinition other = schema.create(sql, "other", schema.column("a", LogicalType.INTEGER));
        try (HoldingSink sink = lanes.hold(connection, first, HoldingSinkTest::noOverflow)) {
            assertThatThrownBy(() -> sink.release(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has other columns than");
        }
    }

    @Test
    void memoryGrowsWithTheHeapWithinBounds() {
        assertThat(CopyMemory.ofHeap(64L << 20)).isEqualTo(new CopyMemory(4L << 20, 4L << 20));
        assertThat(CopyMemory.ofHeap(1L << 30)).isEqualTo(new CopyMemory(32L << 20, 64L << 20));
        assertThat(CopyMemory.ofHeap(1L << 40)).isEqualTo(new CopyMemory(64L << 20, 256L << 20));
    }
}
