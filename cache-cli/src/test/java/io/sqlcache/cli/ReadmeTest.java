package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.Caches;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.Row;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.TestServer;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What the README shows is what there is: every snippet of it is compiled, parsed or run. */
class ReadmeTest {

    private static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    @TempDir
    private Path folder;

    /** The README's example, word for word but for where the server is. */
    private static void example(PostgresConfig config, InputStream messages, Path catalog) {
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    messages,
                    WriteRequest.of(ConfiguredCatalog.read(catalog))
                            .sourceName("shop")
                            .build());
            try (Stream<Row> users = cache.stream("users").records()) {
                users.forEach(row -> System.out.println(row.value("id") + " " + row.value("name")));
            }
        }
    }

    @Test
    void theJavaExampleIsTheOneThatRunsHere() throws IOException {
        String test = Files.readString(ROOT.resolve("cache-cli/src/test/java/io/sqlcache/cli/ReadmeTest.java"));
        String example = snippets("java").get(0);
        String body = example.substring(example.indexOf("try ("));
        assertThat(withoutBlanks(test)).contains(withoutBlanks(body));
        assertThat(withoutBlanks(example))
                .startsWith(withoutBlanks("PostgresConfig config = PostgresConfig.builder().host(\"localhost\")"
                        + ".database(\"shop\").username(\"loader\").build();"));
        assertThat(PostgresConfig.builder()
                        .host("localhost")
                        .database("shop")
                        .username("loader")
                        .build()
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://localhost:5432/shop");
    }

    @Test
    void theJavaExampleLandsRecords() throws IOException {
        String json = Files.readString(TestServer.config(folder));
        PostgresConfig config = (PostgresConfig)
                Caches.provider("postgres").pairing().orElseThrow().read(json);
        example(
                config,
                new ByteArrayInputStream(
                        Script.script().user(1, "\"name\":\"Ada\"").text().getBytes(StandardCharsets.UTF_8)),
                Script.catalog(folder));
        try (CacheBase cache = PostgresCache.open(config)) {
            assertThat(cache.stream("users").count()).isEqualTo(1);
        }
    }

    @Test
    void theBomAndTheModulesAreOurs() throws Exception {
        Element snippet = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        ("<snippet>" + snippets("xml").get(0) + "</snippet>").getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
        for (int i = 0; i < snippet.getElementsByTagName("artifactId").getLength(); i++) {
            assertThat(bom)
                    .contains("<artifactId>"
                            + snippet.getElementsByTagName("artifactId").item(i).getTextContent());
        }
        assertThat(bom)
                .contains("<version>"
                        + snippet.getElementsByTagName("version").item(0).getTextContent() + "</version>");
    }

    @Test
    void everyModuleOfTheTableIsAModule() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        List<String> modules = Files.readAllLines(ROOT.resolve("README.md")).stream()
                .map(Pattern.compile("^\\| \\**`([a-z-]+)`\\** \\|.*")::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        assertThat(modules)
                .hasSize(9)
                .allSatisfy(module -> assertThat(pom).contains("<module>" + module + "</module>"));
    }

    @Test
    void everyCommandLineParses() throws IOException {
        List<String> lines = snippets("sh").stream()
                .flatMap(String::lines)
                .map(line -> line.replaceAll("[#<>].*", "").strip())
                .filter(line -> line.matches("(bin/)?sqlcache .*"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(4).allSatisfy(line -> {
            List<String> words = new ArrayList<>(List.of(line.split(" +")));
            words.add("--help");
            assertThat(CommandRun.of(words.subList(1, words.size()).toArray(String[]::new))
                            .exitCode())
                    .as(line)
                    .isZero();
        });
    }

    private static List<String> snippets(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }
}
