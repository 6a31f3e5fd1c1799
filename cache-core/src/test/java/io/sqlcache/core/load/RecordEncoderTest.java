package io.sqlcache.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.load.value.Columns;
import io.sqlcache.core.load.value.RecordingSink;
import io.sqlcache.core.load.value.Records;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.table.ColumnSource;
import io.sqlcache.core.table.ColumnSource.Internal;
import io.sqlcache.core.table.EncodedColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole rows. */
class RecordEncoderTest {

    private static final List<String> FIELDS = List.of("id", "name");

    private static final EncodedColumn ID =
            new EncodedColumn(new ColumnSource.Field(0, "id", LogicalType.INTEGER, true), Columns.BIGINT);
    private static final EncodedColumn NAME =
            new EncodedColumn(new ColumnSource.Field(1, "name", LogicalType.STRING, false), Columns.TEXT);
    private static final EncodedColumn META = internal(Internal.META, Columns.JSON);
    private static final EncodedColumn RANK = internal(Internal.SEQUENCE, Columns.BIGINT);

    private final RecordingSink sink = new RecordingSink();

    private static EncodedColumn internal(Internal source, ColumnType type) {
        return new EncodedColumn(source, type);
    }

    private List<String> encode(List<EncodedColumn> columns, RecordMessage record) throws SQLException {
        new RecordEncoder(columns, sink, new SyncStamp(42, OptionalLong.of(3)), ValueLimits.DEFAULT).encode(record, 11);

        return sink.onlyRow();
    }

    private List<String> encode(List<EncodedColumn> columns, String data) throws SQLException {
        return encode(columns, Records.of(FIELDS, data));
    }

    @Test
    void oneRecordIsOneRowInTheOrderOfTheTable() throws SQLException {
        List<EncodedColumn> columns = List.of(
                NAME,
                ID,
                internal(Internal.EXTRACTED_AT, Columns.TIMESTAMP_TZ),
                META,
                internal(Internal.GENERATION_ID, Columns.BIGINT),
                RANK);

        assertThat(encode(columns, "{\"id\":5,\"other\":[1,{}],\"name\":\"Ann\"}"))
                .containsExactly(
                        "text Ann",
                        "long 5",
                        "timestamptz 2023-11-14T22:13:20.123Z",
                        "json {\"sync_id\":42,\"changes\":[]}",
                        "long 3",
                        "long 11");
    }

    @Test
    void aMissingFieldIsNullAndNoChange() throws SQLException {
        assertThat(encode(List.of(ID, NAME, META, RANK), "{\"name\":null}"))
                .containsExactly("null", "null", "json {\"sync_id\":42,\"changes\":[]}", "long 11");
    }

    @Test
    void everyRowStartsWithoutChanges() throws SQLException {
        RecordEncoder encoder = new RecordEncoder(
                List.of(ID, META, RANK), sink, new SyncStamp(42, OptionalLong.of(3)), ValueLimits.DEFAULT);
        encoder.encode(Records.of(FIELDS, "{\"id\":\"x\"}"), 1);
        encoder.encode(Records.of(FIELDS, "{\"id\":2}"), 2);

        assertThat(sink.rows().get(0).get(2)).isEqualTo("long -2");
        assertThat(sink.rows().get(1)).containsExactly("long 2", "json {\"sync_id\":42,\"changes\":[]}", "long 2");
    }

    @Test
    void changesNameTheFieldOfTheSource() throws SQLException {
        ColumnSource field = new ColumnSource.Field(0, "A \"b\"\\\u0000\ud83d", LogicalType.INTEGER, false);
        RecordMessage record = Records.withValue("f", "1.5");

        assertThat(encode(List.of(new EncodedColumn(field, Columns.BIGINT), META), record)
                        .get(1))
                .isEqualTo("json {\"sync_id\":42,\"changes\":[{\"field\":\"A \\\"b\\\"\\\\\uFFFD\uFFFD\","
                        + "\"change\":\"NULLED\",\"reason\":\"DESTINATION_SERIALIZATION_ERROR\"}]}");
    }

    @Test
    void theSourcesOwnChangesComeFirst() throws SQLException {
        String own = "{\"field\":\"z\",\"change\":\"NULLED\",\"reason\":\"SOURCE_RETRIEVAL_ERROR\"}";
        RecordMessage record = Records.withChanges(FIELDS, "{\"id\":1e30,\"name\":\"a\\u0000\"}", "[ " + own + " ]");

        assertThat(encode(List.of(ID, NAME, META), record).get(2))
                .isEqualTo(
                        "json {\"sync_id\":42,\"changes\":[ " + own + " ,"
                                + "{\"field\":\"id\",\"change\":\"NULLED\",\"reason\":\"DESTINATION_FIELD_SIZE_LIMITATION\"},"
                                + "{\"field\":\"name\",\"change\":\"TRUNCATED\",\"reason\":\"DESTINATION_SERIALIZATION_ERROR\"}]}");
    }

    @Test
    void theSourcesOwnChangesAreMadeStorable() throws SQLException {
        RecordMessage record = Records.withChanges(FIELDS, "{\"id\":1}", "[{\"field\":\"\\u0000\"}]");

        assertThat(encode(List.of(META), record))
                .containsExactly("json {\"sync_id\":42,\"changes\":[{\"field\":\"\uFFFD\"}]}");
    }

    @Test
    void emptyOrUnstorableChangesOfTheSourceAddNothing() throws SQLException {
        for (String own : List.of("[]", "[ ]", "null", "{}", "[{\"a\":1e999999}]", "[NaN]")) {
            encode(List.of(META), Records.withChanges(FIELDS, "{}", own), "json {\"sync_id\":42,\"changes\":[]}");
        }
    }

    private void encode(List<EncodedColumn> columns, RecordMessage record, String expected) throws SQLException {
        sink.rows().clear();

        assertThat(encode(columns, record)).containsExactly(expected);
    }

    @Test
    void aKeyThatHadToBeNulledOrCutLeavesTheRowUnkeyed() throws SQLException {
        assertThat(encode(List.of(ID, RANK), "{\"id\":\"abc\"}")).containsExactly("null", "long -12");

        EncodedColumn cut =
                new EncodedColumn(new ColumnSource.Field(1, "name", LogicalType.STRING, true), Columns.varchar(2));
        sink.rows().clear();
        assertThat(encode(List.of(cut, RANK), "{\"name\":\"abc\"}")).containsExactly("text ab", "long -12");
    }

    @Test
    void anotherFieldThatHadToBeNulledLeavesTheKey() throws SQLException {
        EncodedColumn number =
                new EncodedColumn(new ColumnSource.Field(1, "name", LogicalType.NUMBER, false), Columns.DECIMAL);

        assertThat(encode(List.of(ID, number, RANK), "{\"id\":1,\"name\":\"abc\"}"))
                .containsExactly("long 1", "null", "long 11");
    }

    @Test
    void metaAndKeyMarkAreRightWhereverTheyStandInTheTable() throws SQLException {
        List<EncodedColumn> all = List.of(ID, NAME, META, RANK);
        String data = "{\"id\":1.5,\"name\":\"\\ud800\"}";
        List<String> expected = new ArrayList<>(encode(all, data));

        for (List<EncodedColumn> order : permutations(all)) {
            sink.rows().clear();
            List<String> row = encode(order, data);

            assertThat(row).containsExactlyInAnyOrderElementsOf(withChangesAsIn(row, expected, order));
            assertThat(row.get(order.indexOf(RANK))).isEqualTo("long -12");
        }
    }

    /** Fields behind the meta are told of first, so only the order of entries may differ. */
    private static List<String> withChangesAsIn(List<String> row, List<String> expected, List<EncodedColumn> order) {
        String meta = row.get(order.indexOf(META));
        assertThat(meta).hasSameSizeAs(expected.get(2));
        assertThat(meta).contains("\"field\":\"id\"", "\"field\":\"name\"");
        List<String> adjusted = new ArrayList<>(expected);
        adjusted.set(2, meta);

        return adjusted;
    }

    private static List<List<EncodedColumn>> permutations(List<EncodedColumn> columns) {
        if (columns.isEmpty()) {
            return List.of(List.of());
        }

        List<List<EncodedColumn>> all = new ArrayList<>();

        for (EncodedColumn first : columns) {
            List<EncodedColumn> rest = new ArrayList<>(columns);
            rest.remove(first);

            for (List<EncodedColumn> tail : permutations(rest)) {
                List<EncodedColumn> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }

        return all;
    }

    @Test
    void rawIdsAreDistinctVersion7Uuids() throws SQLException {
        RecordEncoder encoder = new RecordEncoder(
                List.of(internal(Internal.RAW_ID, Columns.TEXT)),
                sink,
                new SyncStamp(1, OptionalLong.of(1)),
                ValueLimits.DEFAULT);
        RecordMessage record = Records.of(FIELDS, "{}");
        Set<String> ids = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            encoder.encode(record, i);
            ids.add(sink.rows().get(i).get(0));
        }

        assertThat(ids)
                .hasSize(10_000)
                .allMatch(id -> id.matches("text [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        long millis = Long.parseLong(ids.iterator().next().substring(5, 18).replace("-", ""), 16);
        assertThat(millis).isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(600_000L));
    }

    @Test
    void theColumnsOfPyAirbyteAreWrittenToo() throws SQLException {
        List<EncodedColumn> columns = List.of(
                internal(Internal.EXTRACTED_AT, Columns.rounded(Columns.TIMESTAMP, 0)),
                internal(Internal.META, Columns.TEXT),
                internal(Internal.GENERATION_ID, Columns.DECIMAL));

        assertThat(encode(columns, "{}"))
                .containsExactly("timestamp 2023-11-14T22:13:20", "text {\"sync_id\":42,\"changes\":[]}", "decimal 3");
    }

    @Test
    void withoutGenerationThereIsNull() throws SQLException {
        for (ColumnType type : List.of(Columns.BIGINT, Columns.DECIMAL)) {
            sink.rows().clear();
            new RecordEncoder(
                            List.of(internal(Internal.GENERATION_ID, type)),
                            sink,
                            new SyncStamp(1, OptionalLong.empty()),
                            ValueLimits.DEFAULT)
                    .encode(Records.of(FIELDS, "{}"), 1);

            assertThat(sink.onlyRow()).containsExactly("null");
        }
    }

    @Test
    void aTimeOfExtractionBeyondTheDatabaseIsNulledAndTold() throws SQLException {
        RecordMessage record = Records.of(FIELDS, "{}");
        record.emittedAtMillis(Long.MAX_VALUE);

        assertThat(encode(List.of(internal(Internal.EXTRACTED_AT, Columns.TIMESTAMP_TZ), META), record))
                .containsExactly(
                        "null",
                        "json {\"sync_id\":42,\"changes\":[{\"field\":\"_airbyte_extracted_at\",\"change\":\"NULLED\","
                                + "\"reason\":\"DESTINATION_FIELD_SIZE_LIMITATION\"}]}");
    }

    @Test
    void aColumnThatCannotBeWrittenIsRefusedBeforeTheFirstRow() {
        EncodedColumn money =
                new EncodedColumn(new ColumnSource.Field(0, "id", LogicalType.INTEGER, false), Columns.MONEY);

        assertThatThrownBy(() -> new RecordEncoder(
                        List.of(money), sink, new SyncStamp(1, OptionalLong.of(1)), ValueLimits.DEFAULT))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cannot write values of type INTEGER into a column of type money; change the column's type,"
                        + " or leave the field out of the stream.");
        assertThatThrownBy(() -> new RecordEncoder(
                        List.of(internal(Internal.RAW_ID, Columns.varchar(20))),
                        sink,
                        new SyncStamp(1, OptionalLong.of(1)),
                        ValueLimits.DEFAULT))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cannot write _airbyte_raw_id into a column of type varchar(20); make it text.");
    }
}
