package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.core.backend.LogicalType.TIMESTAMP_WITH_TIMEZONE;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import org.junit.jupiter.api.Test;

/** Records that a CDC source marks as deleted. */
abstract class CdcDeletionContract extends CacheContract {

    private static final String DELETED_AT = "_ab_cdc_deleted_at";
    private static final String THEN = "2024-01-01T00:00:00Z";

    CdcDeletionContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void deletedRecordRemovesTheRowAndALaterOneBringsItBack() {
        write(
                hard(),
                script().record("users", "id", 1, "name", "a")
                        .record("users", "id", 2, "name", "b")
                        .complete("users"));
        write(
                hard(),
                script().record("users", "id", 1, DELETED_AT, THEN)
                        .record("users", "id", 9, DELETED_AT, THEN)
                        .complete("users"));
        assertThat(values("users", "id")).containsExactly(2L);

        write(hard(), script().record("users", "id", 1, "name", "again").complete("users"));
        assertThat(values("users", "name")).containsExactlyInAnyOrder("b", "again");
    }

    @Test
    void lastOfTheRecordsOfOneCommitDecidesWhetherTheRowIsThere() {
        write(
                hard(),
                script().record("users", "id", 1, "name", "a")
                        .record("users", "id", 1, DELETED_AT, THEN)
                        .record("users", "id", 2, DELETED_AT, THEN)
                        .record("users", "id", 2, "name", "b")
                        .complete("users"));

        assertThat(values("users", "id")).containsExactly(2L);
    }

    @Test
    void staleDeletionDeletesNothing() {
        WriteRequest.Builder request = WriteRequest.of(
                        catalog(users().field("at", INTEGER).cursor("at")))
                .strategy(WriteStrategy.MERGE);
        write(request, script().record("users", "id", 1, "at", 5).complete("users"));
        write(
                request,
                script().record("users", "id", 1, "at", 4, DELETED_AT, THEN).complete("users"));
        assertThat(values("users", "id")).containsExactly(1L);

        write(
                request,
                script().record("users", "id", 1, "at", 6, DELETED_AT, THEN).complete("users"));
        assertThat(values("users", "id")).isEmpty();
    }

    @Test
    void softDeletionKeepsTheRowAndSaysWhenItWasDeleted() {
        WriteRequest.Builder soft = hard().cdcDeletion(CdcDeletion.SOFT);
        write(soft, script().record("users", "id", 1, "name", "a").complete("users"));
        write(
                soft,
                script().record("users", "id", 1, "name", "a", DELETED_AT, THEN)
                        .record("users", "id", 9, DELETED_AT, THEN)
                        .complete("users"));
        assertThat(values("users", "id")).containsExactlyInAnyOrder(1L, 9L);
        assertThat(values("users", DELETED_AT)).doesNotContain("NULL");

        write(soft, script().record("users", "id", 1, "name", "again").complete("users"));
        assertThat(values("users", DELETED_AT)).hasSize(2).containsOnlyOnce("NULL");
    }

    @Test
    void appendKeepsEveryRecordWhetherDeletedOrNot() {
        write(
                hard().strategy(WriteStrategy.APPEND),
                script().record("users", "id", 1)
                        .record("users", "id", 1, DELETED_AT, THEN)
                        .complete("users"));

        assertThat(values("users", "id")).containsExactly(1L, 1L);
    }

    private static WriteRequest.Builder hard() {
        return WriteRequest.of(catalog(users())).strategy(WriteStrategy.MERGE);
    }

    private static StreamScript users() {
        return stream("users")
                .field("id", INTEGER)
                .field("name", STRING)
                .field(DELETED_AT, TIMESTAMP_WITH_TIMEZONE)
                .primaryKey("id");
    }
}
