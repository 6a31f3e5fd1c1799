package io.sqlcache.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersStreamTest {

    @TempDir
    private Path folder;

    @Test
    void everyLineIsAMessageAndEveryRowHasAllColumns() throws IOException {
        Dataset input = new UsersStream(folder).whole(Keys.ascending(500), Version.FIRST);

        List<String> lines = Files.readAllLines(input.messages());
        assertThat(lines).hasSize(502);
        for (String line : lines.subList(0, 500)) {
            JsonNode data = new ObjectMapper().readTree(line).path("record").path("data");
            assertThat(data.fieldNames()).toIterable().containsExactlyElementsOf(UsersCatalog.fields());
        }
        assertThat(lines.get(500)).contains("\"STATE\"");
        assertThat(lines.get(501)).contains("\"COMPLETE\"");
        assertThat(Files.readAllLines(input.text()))
                .hasSize(500)
                .allSatisfy(row -> assertThat(row.split("\t"))
                        .hasSize(UsersCatalog.columns().size()));
    }

    @Test
    void theSameIsMadeEachTime() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Keys keys = Keys.halfNew(100, 200);

        assertThat(new UsersStream(first).whole(keys, Version.LATER).messages())
                .hasSameTextualContentAs(
                        new UsersStream(second).whole(keys, Version.LATER).messages());
    }

    @Test
    void halfOfTheKeysOfAMergeAreThereAlready() {
        Keys keys = Keys.halfNew(1_000, 2_000);

        long known = LongStream.range(0, keys.count())
                .map(keys::at)
                .filter(key -> key <= 2_000)
                .distinct()
                .count();

        assertThat(known).isEqualTo(500);
    }
}
