package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.StreamId;
import io.sqlcache.core.message.Reading.Row;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordPartsTest {

    private static final RecordLayout PLAIN = Reading.layout("users", "id", "name");
    private static final RecordLayout EAST = new RecordLayout(new StreamId("east", "users"), List.of("name", "id"));
    private static final RecordLayout WEST = new RecordLayout(new StreamId("west", "users"), List.of("x", "id"));

    @Test
    void thePartsOfARecordComeInAnyOrder() throws InterruptedException {
        List<String> parts = List.of(
                "\"stream\":\"users\"",
                "\"data\":{\"id\":1,\"name\":\"n\"}",
                "\"namespace\":\"east\"",
                "\"emitted_at\":5",
                "\"meta\":{\"changes\":[{\"field\":\"x\"}]}",
                "\"file_reference\":{\"stream\":\"other\",\"data\":[]}");
        for (List<String> order : permutations(parts)) {
            String line = "{\"type\":\"RECORD\",\"record\":{" + String.join(",", order) + "}}";

            assertThat(Reading.one(line, PLAIN, EAST, WEST))
                    .as(line)
                    .isEqualTo(new Row(
                            EAST.stream(), Map.of("id", "NUMBER 1", "name", "STRING n"), 5, "[{\"field\":\"x\"}]"));
        }
    }

    @Test
    void streamsOfOneNameAreKeptApartByNamespaceWhereverItStands() throws InterruptedException {
        String east =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1,\"namespace\":\"east\"}}\n";
        String west =
                "{\"type\":\"RECORD\",\"record\":{\"namespace\":\"west\",\"stream\":\"users\",\"data\":{\"id\":2},\"emitted_at\":1}}\n";
        String none = "{\"type\":\"RECORD\",\"record\":{\"data\":{\"id\":3},\"stream\":\"users\",\"emitted_at\":1}}\n";
        String blank =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"namespace\":\"\",\"data\":{\"id\":4},\"emitted_at\":1}}\n";
        String nil =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":5},\"namespace\":null,\"emitted_at\":1}}\n";

        List<Object> read = Reading.all(east + west + none + blank + nil + east + east + none, EAST, WEST, PLAIN);

        assertThat(read.stream()
                        .map(row -> ((Row) row).stream() + " "
                                + ((Row) row).values().get("id")))
                .containsExactly(
                        "east.users NUMBER 1",
                        "west.users NUMBER 2",
                        "users NUMBER 3",
                        "users NUMBER 4",
                        "users NUMBER 5",
                        "east.users NUMBER 1",
                        "east.users NUMBER 1",
                        "users NUMBER 3");
    }

    @Test
    void aRecordOfAnUnknownStreamOrNamespaceIsSkipped() throws InterruptedException {
        String other = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"other\",\"data\":{\"id\":1},\"emitted_at\":1}}\n";
        String south =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1,\"namespace\":\"south\"}}\n";
        String none = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1}}\n";

        assertThat(Reading.all(other + south + none, EAST))
                .containsExactly(
                        new Message.Stray(StreamId.of("other")),
                        new Message.Stray(new StreamId("south", "users")),
                        new Message.Stray(StreamId.of("users")));
    }

    @Test
    void aNullNamespaceAfterARealOneIsNotThatOfTheLineBefore() throws InterruptedException {
        String east =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"namespace\":\"east\",\"data\":{\"name\":\"e\"},\"emitted_at\":1,\"meta\":{\"changes\":[1]}}}\n";
        String none = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":3},\"emitted_at\":2}}\n";

        assertThat(Reading.all(east + none, EAST, PLAIN))
                .containsExactly(
                        new Row(EAST.stream(), Map.of("name", "STRING e"), 1, "[1]"),
                        new Row(PLAIN.stream(), Map.of("id", "NUMBER 3"), 2, ""));
    }

    @Test
    void theLastOfDuplicatePartsWins() throws InterruptedException {
        String line = """
                {"type":"RECORD","record":{"stream":"other","stream":"users","data":{"id":1,"name":"gone"},"data":{"id":2},"emitted_at":1,"emitted_at":2,
                 "meta":{"changes":[1],"changes":[2]}},"type":"RECORD"}""".replace("\n", "");

        assertThat(Reading.one(line, PLAIN)).isEqualTo(new Row(PLAIN.stream(), Map.of("id", "NUMBER 2"), 2, "[2]"));
    }

    @Test
    void theLastOfDuplicateRecordsWins() throws InterruptedException {
        String line = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":1},\"emitted_at\":1},"
                + "\"record\":{\"stream\":\"users\",\"data\":{\"name\":\"n\"},\"emitted_at\":2}}";

        assertThat(Reading.one(line, PLAIN)).isEqualTo(new Row(PLAIN.stream(), Map.of("name", "STRING n"), 2, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1673536702102, 1673536702102",
        "1673536702102.0, 1673536702102",
        "1.673536702102e12, 1673536702102",
        "1.7E12, 1700000000000",
        "123.9, 123",
        "-1.5, -2",
        "-62135596800000, -62135596800000",
        "253402300799999, 253402300799999"
    })
    void theTimeOfEmissionIsAnyNumberOfMilliseconds(String written, long expected) throws InterruptedException {
        String line =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{},\"emitted_at\":" + written + "}}";

        assertThat(((Row) Reading.one(line, PLAIN)).emittedAtMillis()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"changes\":[ {\"field\":\"a\"} ]} | [ {\"field\":\"a\"} ]",
                "{\"x\":{\"changes\":[1]},\"changes\":[ ]} | [ ]",
                "{\"changes\":[1],\"changes\":[]} | ''",
                "{\"changes\":{\"a\":[1]}} | ''",
                "{\"changes\":null} | ''",
                "{} | ''",
                "null | ''",
                "[{\"changes\":[1]}] | ''"
            })
    void theSourcesOwnChangesAreFoundIfTheyAreAnArray(String meta, String expected) throws InterruptedException {
        String line = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"meta\":" + meta
                + ",\"data\":{\"id\":1},\"emitted_at\":1}}";

        assertThat(Reading.one(line, PLAIN)).isEqualTo(new Row(PLAIN.stream(), Map.of("id", "NUMBER 1"), 1, expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000123, 1700000000123, false",
        "1700000000123.9, 1700000000123, false",
        "253402300799999, 253402300799999, false",
        "-62135596800000, -62135596800000, false",
        "1700000000123456, 1700000000123, true",
        "1700000000123456.0, 1700000000123, true",
        "1.7e15, 1700000000000, true",
        "7258118400000999, 7258118400000, true",
        "1700000000123456789, 1700000000123, true",
        "1.7e18, 1700000000000, true",
        "7258118400000999999, 7258118400000, true",
    })
    void aTimeInMicroOrNanosecondsIsScaled(String written, long millis, boolean scaled) throws InterruptedException {
        String line =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{},\"emitted_at\":" + written + "}}";
        try (MessageReader reader = MessageReader.of(new ByteArrayInputStream(Inputs.utf8(line)), List.of(PLAIN))) {
            assertThat(reader.next(Reading.LONG))
                    .isInstanceOfSatisfying(
                            RecordMessage.class,
                            record -> assertThat(record.emittedAtMillis()).isEqualTo(millis));
            assertThat(reader.tookOtherUnits()).isEqualTo(scaled);
        }
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : items) {
            List<T> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<T> tail : permutations(rest)) {
                List<T> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }
}
