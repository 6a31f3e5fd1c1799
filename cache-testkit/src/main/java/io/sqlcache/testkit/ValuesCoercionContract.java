package io.sqlcache.testkit;

import static io.sqlcache.core.backend.LogicalType.BOOLEAN;
import static io.sqlcache.core.backend.LogicalType.DATE;
import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.OBJECT;
import static io.sqlcache.core.backend.LogicalType.STRING;
import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told in {@code _airbyte_meta.changes}, by us and by the source. */
abstract class ValuesCoercionContract extends ValueContract {

    private static final String TOLD_BY_SOURCE =
            "{'field':'text','change':'TRUNCATED','reason':'SOURCE_FIELD_SIZE_LIMITATION'}";

    private static final ConfiguredCatalog VALUES = catalog(stream("values")
            .field("id", INTEGER)
            .field("Some Count", INTEGER)
            .field("flag", BOOLEAN)
            .field("day", DATE)
            .field("text", STRING)
            .field("object", OBJECT)
            .syncId(41));

    ValuesCoercionContract(CacheConformanceTest suite) {
        super(suite);
    }

    @Test
    void rowsWithoutTroubleTellNothing() {
        landRecord("{'id':1,'Some Count':2,'flag':true,'day':'2024-01-01','text':'x','object':{}}");

        assertThat(meta(1)).isEqualTo(json(quoted("{'sync_id':41,'changes':[]}")));
    }

    @Test
    void everyFieldThatDidNotFitHasAnEntryUnderTheNameThatTheSourceGaveIt() {
        landRecord("{'id':1,'Some Count':'many','flag':'yes','day':'soon','text':7,'object':[]}");

        assertThat(rows("values"))
                .containsExactly(
                        Rows.row("id", 1L, "some_count", null, "flag", null, "day", null, "text", "7", "object", null));
        assertThat(meta(1))
                .isEqualTo(json(quoted("{'sync_id':41,'changes':["
                        + "{'field':'Some Count','change':'NULLED','reason':'DESTINATION_SERIALIZATION_ERROR'},"
                        + "{'field':'flag','change':'NULLED','reason':'DESTINATION_SERIALIZATION_ERROR'},"
                        + "{'field':'day','change':'NULLED','reason':'DESTINATION_SERIALIZATION_ERROR'},"
                        + "{'field':'object','change':'NULLED','reason':'DESTINATION_SERIALIZATION_ERROR'}]}")));
    }

    @Test
    void recordsAfterOneThatDidNotFitAreWhole() {
        WriteSummary summary = landRecord("{'id':1,'Some Count':9223372036854775808}", "{'id':2,'Some Count':5}");

        assertThat(summary.outcome()).isEqualTo(WriteSummary.Outcome.SUCCEEDED);
        assertThat(landed(StreamId.of("values"), "Some Count"))
                .containsExactly(new Landed(null, List.of("Some Count " + BEYOND)), new Landed(5L, List.of()));
    }

    @Test
    void absentAndNullFieldsAreNoChange() {
        landRecord("{'id':1}", "{'id':2,'Some Count':null,'flag':null,'day':null,'text':null,'object':null}");

        assertThat(changesOf(1)).isEmpty();
        assertThat(changesOf(2)).isEmpty();
    }

    @Test
    void fieldsThatTheSchemaLacksAreNoChange() {
        landRecord("{'id':1,'unknown':'x'}");

        assertThat(changesOf(1)).isEmpty();
    }

    @Test
    void changesOfTheSourcePassThrough() {
        landWithChanges("[%s]".formatted(TOLD_BY_SOURCE), "{'id':1,'text':'x'}");

        assertThat(meta(1)).isEqualTo(json(quoted("{'sync_id':41,'changes':[%s]}".formatted(TOLD_BY_SOURCE))));
    }

    @Test
    void changesOfTheSourceComeBeforeOurs() {
        landWithChanges("[%s]".formatted(TOLD_BY_SOURCE), "{'id':1,'flag':1}");

        assertThat(changesOf(1)).containsExactly("text TRUNCATED SOURCE_FIELD_SIZE_LIMITATION", "flag " + MISFIT);
    }

    @Test
    void changesOfTheSourceKeepWhatTheProtocolDoesNotKnow() {
        String told = "{'field':'text','change':'NULLED','reason':'SOURCE_RETRIEVAL_ERROR','detail':{'n':[1.50]}}";
        landWithChanges("[ %s , %s ]".formatted(told, TOLD_BY_SOURCE), "{'id':1}");

        assertThat(meta(1).path("changes")).isEqualTo(json(quoted("[%s,%s]".formatted(told, TOLD_BY_SOURCE))));
    }

    @Test
    void changesBelongToTheirOwnRecordOnly() {
        MessageScript messages = script().line(withChanges("[%s]".formatted(TOLD_BY_SOURCE), "{'id':1}"))
                .record("values", quoted("{'id':2}"))
                .line(withChanges("[]", "{'id':3}"))
                .line(withChanges("[ ]", "{'id':4,'flag':0}"));
        write(VALUES, WriteStrategy.APPEND, messages.complete("values"));

        assertThat(changesOf(1)).hasSize(1);
        assertThat(changesOf(2)).isEmpty();
        assertThat(changesOf(3)).isEmpty();
        assertThat(changesOf(4)).containsExactly("flag " + MISFIT);
    }

    @Test
    void metaThatIsNotAsTheProtocolSaysDoesNoHarm() {
        MessageScript messages = script();
        int id = 0;
        for (String meta : List.of("null", "{}", "[]", "1", "{'changes':null}", "{'changes':{}}", "{'other':[1]}")) {
            messages.line(
                    quoted("{'type':'RECORD','record':{'stream':'values','emitted_at':1,'meta':%s,'data':{'id':%d}}}"
                            .formatted(meta, ++id)));
        }
        write(VALUES, WriteStrategy.APPEND, messages.complete("values"));

        assertThat(rows("values")).hasSize(id);
        for (int i = 1; i <= id; i++) {
            assertThat(changesOf(i)).isEmpty();
        }
    }

    @Test
    void changesTravelThroughAMerge() {
        write(
                catalog(stream("values")
                        .field("id", INTEGER)
                        .field("flag", BOOLEAN)
                        .primaryKey("id")),
                script().line(withChanges("[%s]".formatted(TOLD_BY_SOURCE), "{'id':1,'flag':'no'}"))
                        .complete("values"));

        assertThat(changesOf(1)).containsExactly("text TRUNCATED SOURCE_FIELD_SIZE_LIMITATION", "flag " + MISFIT);
    }

    private WriteSummary landRecord(String... data) {
        MessageScript messages = script();
        for (String each : data) {
            messages.record("values", quoted(each));
        }
        return write(VALUES, WriteStrategy.APPEND, messages.complete("values"));
    }

    private void landWithChanges(String changes, String data) {
        write(
                VALUES,
                WriteStrategy.APPEND,
                script().line(withChanges(changes, data)).complete("values"));
    }

    private static String withChanges(String changes, String data) {
        return quoted("{'type':'RECORD','record':{'stream':'values','emitted_at':1,'meta':{'changes':%s},'data':%s}}"
                .formatted(changes, data));
    }

    private Row row(long id) {
        return allColumns(StreamId.of("values")).stream()
                .filter(row -> id(row) == id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row has the id " + id));
    }

    private List<String> changesOf(long id) {
        return changes(row(id));
    }

    private JsonNode meta(long id) {
        return json(String.valueOf(row(id).value("_airbyte_meta")));
    }
}
