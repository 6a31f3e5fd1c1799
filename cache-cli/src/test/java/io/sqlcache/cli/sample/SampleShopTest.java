package io.sqlcache.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleShopTest {

    private static final Pattern ID = Pattern.compile("\"data\":\\{\"(?:id|sku)\":\"?([^,\"]+)");

    @Test
    void everyRunSendsTheSameBytes() throws IOException {
        assertThat(text(SampleShop.firstSync())).isEqualTo(text(SampleShop.firstSync()));
        assertThat(text(SampleShop.secondSync())).isEqualTo(text(SampleShop.secondSync()));
    }

    @Test
    void firstSyncSendsTheWholeShop() throws IOException {
        List<String> lines = text(SampleShop.firstSync()).lines().toList();

        assertThat(ids(lines, "customers")).hasSize(1_000);
        assertThat(ids(lines, "products")).hasSize(200);
        assertThat(ids(lines, "orders")).hasSize(2_500);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"type\":\"STATE\""))
                .hasSize(7);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"status\":\"COMPLETE\""))
                .hasSize(3);
    }

    @Test
    void secondSyncSendsWhatChangedAndWhatIsNew() throws IOException {
        List<String> first = text(SampleShop.firstSync()).lines().toList();
        List<String> second = text(SampleShop.secondSync()).lines().toList();

        assertThat(ids(second, "customers")).hasSize(150);
        assertThat(difference(ids(second, "customers"), ids(first, "customers")))
                .hasSize(30);
        assertThat(ids(second, "products")).hasSize(205);
        assertThat(ids(second, "orders")).hasSize(500);
        assertThat(difference(ids(second, "orders"), ids(first, "orders"))).hasSize(200);
    }

    @Test
    void recordsShowWhatTypesThereAre() throws IOException {
        String first = text(SampleShop.firstSync());

        assertThat(first)
                .contains("\"birth_date\":null", "\"newsletter\":true", "\"tags\":[]", "\"latitude\":38.7223")
                .contains("\"items\":[{\"sku\":\"SKU-", "🎂", "\\nfor everything", "おめでとう")
                .doesNotContain("E+");
    }

    @Test
    void everyLineIsOneJsonObject() throws IOException {
        for (String line : (text(SampleShop.firstSync()) + text(SampleShop.secondSync())).split("\n")) {
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                parser.nextToken();
                parser.skipChildren();
                assertThat(parser.nextToken()).as(line).isNull();
            }
        }
    }

    @Test
    void catalogDescribesTheThreeStreams() {
        assertThat(SampleShop.catalog().json())
                .contains("\"name\": \"customers\"", "\"name\": \"products\"", "\"name\": \"orders\"");
    }

    @Test
    void cursorsRiseWithinAStream() throws IOException {
        List<String> cursors = text(SampleShop.firstSync())
                .lines()
                .filter(line -> line.contains("\"stream\":\"orders\""))
                .map(line -> line.replaceAll(".*\"updated_at\":\"([^\"]+)\".*", "$1"))
                .toList();

        assertThat(IntStream.range(1, cursors.size()))
                .allMatch(i -> cursors.get(i - 1).compareTo(cursors.get(i)) < 0);
    }

    private static Set<String> ids(List<String> lines, String stream) {
        return lines.stream()
                .filter(line -> line.startsWith("{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + stream + "\""))
                .map(ID::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        return all.stream().filter(id -> !without.contains(id)).collect(Collectors.toSet());
    }

    private static String text(InputStream messages) throws IOException {
        return new String(messages.readAllBytes(), StandardCharsets.UTF_8);
    }
}
