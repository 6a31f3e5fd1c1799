package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.Rows.row;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CommitThrottle;
import io.sqlcache.api.CommittedState;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Someone else changes a table between two commits of a write: rows encoded for one table never land in another. */
abstract class EvolutionForeignChangesContract extends CacheContract {

    private static final ConfiguredCatalog USERS = catalog(users());

    EvolutionForeignChangesContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void tableMadeAnewWithTheSameColumnsIsUsed() {
        write(USERS, WriteStrategy.APPEND, this::remake);

        assertThat(rows("users")).containsExactlyInAnyOrder(row("id", 1L, "v", "a"), row("id", 2L, "v", "b"));
        assertThat(storedState("users")).contains(json("{\"c\":2}"));
    }

    @Test
    void columnsThatOthersAddedDoNotMatter() {
        write(USERS, WriteStrategy.APPEND, () -> alter("add column theirs timestamp"));

        assertThat(rows("users")).hasSize(2);
    }

    @Test
    void numberNeverLandsInAColumnThatIsATimestampNow() {
        refusedAfter(USERS, WriteStrategy.APPEND, this::makeTheIdATimestamp)
                .hasMessageContainingAll("\"users\"", "\"id\" was ", " and is ", "the stored state");

        assertThat(values("users", "v")).containsExactly("a");
    }

    @Test
    void typeIntoWhichTheDatabaseWouldCastIsRefusedAsWell() {
        refusedAfter(USERS, WriteStrategy.APPEND, this::changeTheText).hasMessageContaining("column \"v\" was ");

        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void columnThatIsGoneIsNamed() {
        refusedAfter(USERS, WriteStrategy.APPEND, () -> alter("drop column " + column("v")))
                .hasMessageContaining("column \"v\" is gone");

        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void tableThatIsGoneIsNamedAndMadeAnewByTheNextWrite() {
        refusedAfter(USERS, WriteStrategy.APPEND, () -> cache().execute("drop table " + table("users")))
                .hasMessageContaining("it is gone");
        write(
                USERS,
                WriteStrategy.APPEND,
                script().record("users", "id", 3, "v", "c").complete("users"));

        assertThat(rows("users")).containsExactly(row("id", 3L, "v", "c"));
    }

    @Test
    void mergedRowsNeverLandInAnotherTable() {
        refusedAfter(catalog(users().primaryKey("id")), WriteStrategy.MERGE, this::changeTheText)
                .hasMessageContaining("column \"v\" was ");

        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void replacedRowsNeverLandInAnotherTable() {
        write(
                USERS,
                WriteStrategy.APPEND,
                script().record("users", "id", 1, "v", "a").complete("users"));
        MessageScript messages =
                script().record("users", "id", 2, "v", "b").mark("now").complete("users");
        WriteListener listener = new WriteListener() {
            @Override
            public void sourceLogged(String level, String message) {
                changeTheText();
            }
        };

        refused(
                        CacheException.Kind.TRANSIENT,
                        () -> write(
                                WriteRequest.of(USERS)
                                        .strategy(WriteStrategy.REPLACE)
                                        .listener(listener),
                                messages))
                .hasMessageContaining("column \"v\" was ");
        assertThat(values("users", "id")).containsExactly(1L);
    }

    @Test
    void rowsThatWaitedAsideNeverLandInAnotherTable() {
        MessageScript messages = script().record("others", "id", 1)
                .record("users", "id", 1, "v", "a")
                .state("others", "{\"c\":1}")
                .record("users", "id", 2, "v", "b")
                .state("users", "{\"c\":2}");
        ConfiguredCatalog both = catalog(stream("others").field("id", INTEGER), users());

        refused(
                        CacheException.Kind.TRANSIENT,
                        () -> write(request(both, WriteStrategy.APPEND, this::changeTheText), messages))
                .hasMessageContaining("column \"v\" was ");
        assertThat(rows("others")).containsExactly(row("id", 1L));
        assertThat(rows("users")).isEmpty();
        assertThat(storedState("users")).isEmpty();
    }

    /** Expects that a write fails for what is done after its first commit, and that this commit is all that stays. */
    private AbstractThrowableAssert<?, ? extends Throwable> refusedAfter(
            ConfiguredCatalog catalog, WriteStrategy strategy, Runnable change) {
        AbstractThrowableAssert<?, ? extends Throwable> failure =
                refused(CacheException.Kind.TRANSIENT, () -> write(catalog, strategy, change));
        assertThat(storedState("users")).contains(json("{\"c\":1}"));
        return failure;
    }

    /** Lands a record, does the change once it is committed, and lands another. */
    private void write(ConfiguredCatalog catalog, WriteStrategy strategy, Runnable change) {
        write(
                request(catalog, strategy, change),
                script().record("users", "id", 1, "v", "a")
                        .state("users", "{\"c\":1}")
                        .record("users", "id", 2, "v", "b")
                        .state("users", "{\"c\":2}")
                        .complete("users"));
    }

    private static WriteRequest.Builder request(ConfiguredCatalog catalog, WriteStrategy strategy, Runnable change) {
        AtomicBoolean changed = new AtomicBoolean();
        return WriteRequest.of(catalog)
                .strategy(strategy)
                .throttle(CommitThrottle.NONE)
                .listener(new WriteListener() {
                    @Override
                    public void stateCommitted(CommittedState state) {
                        if (!changed.getAndSet(true)) {
                            change.run();
                        }
                    }
                });
    }

    private void makeTheIdATimestamp() {
        alter("drop column " + column("id"));
        alter("add column %s timestamp".formatted(column("id")));
    }

    private void changeTheText() {
        alter("drop column " + column("v"));
        alter("add column %s %s".formatted(column("v"), suite.keepsLengths() ? "varchar(40)" : "blob"));
    }

    private void alter(String what) {
        cache().execute("alter table %s %s".formatted(table("users"), what));
    }

    private void remake() {
        String table = table("users");
        String copy = workspace.quoted("copy");
        cache().execute(
                        "create table %s as select * from %s".formatted(copy, table),
                        "drop table " + table,
                        "alter table %s rename to %s"
                                .formatted(
                                        copy,
                                        column(cache().stream(StreamId.of("users"))
                                                .tableName())));
    }

    private static StreamScript users() {
        return stream("users").field("id", INTEGER).field("v", STRING);
    }
}
