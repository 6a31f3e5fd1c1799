package io.sqlcache.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import io.sqlcache.api.SourceEnding;
import io.sqlcache.api.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources that misbehave, as shell scripts, and little patience with them. */
@Timeout(30)
class SourceConnectorTest {

    private static final Patience LITTLE = new Patience(300, 300, 300);
    private static final String RECORD = "{\"type\":\"RECORD\",\"record\":{}}";

    @TempDir
    private Path folder;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @Test
    void outputIsGivenAsItIsAndThenTheEnding() throws Exception {
        try (SourceRead read = read("echo '" + RECORD + "'; printf cut")) {
            assertThat(text(read)).isEqualTo(RECORD + "\ncut");
            assertThat(read.awaitEnding()).isEqualTo(SourceEnding.CLEAN);
            assertThat(read.failure()).isEmpty();
        }
    }

    @Test
    void exitCodeOfAFailureIsTheEnding() throws Exception {
        try (SourceRead read = read("echo '" + RECORD + "'; exit 7")) {
            assertThat(text(read)).isEqualTo(RECORD + "\n");
            assertThat(read.awaitEnding()).isEqualTo(SourceEnding.failed("it ended with exit code 7"));
            assertThat(read.failure()).contains("it ended with exit code 7");
        }
    }

    @Test
    void outputThatIsClosedByAProcessThatStaysIsAFailure() throws Exception {
        try (SourceRead read = read("echo $$ > pid; echo '" + RECORD + "'; exec >&- 2>&-; sleep 60")) {
            assertThat(text(read)).isEqualTo(RECORD + "\n");
            assertThat(read.awaitEnding())
                    .isEqualTo(
                            SourceEnding.failed("it closed its output, but was still there 0 s later, and was ended"));
        }
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    void processThatIgnoresSigtermIsKilledWithItsChildren() throws Exception {
        SourceRead read = read("trap '' TERM; sleep 60 & echo $! > child; echo $$ > pid; echo '" + RECORD
                + "'; while :; do sleep 1; done");
        assertThat(read.messages().read()).isEqualTo('{');

        read.close();

        assertThat(isAlive("pid")).isFalse();
        assertThat(isAlive("child")).isFalse();
    }

    @Test
    void outputThatAChildHoldsOpenEndsAfterAWhile() throws Exception {
        try (SourceRead read = read("sleep 60 & echo $! > child; echo '" + RECORD + "'")) {
            assertThat(text(read)).isEqualTo(RECORD + "\n");
            assertThat(read.awaitEnding()).isEqualTo(SourceEnding.CLEAN);
        }
        ProcessHandle.of(number("child")).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void sourceIsStartedByTheFirstReadAndNotAfterTheClose() throws Exception {
        SourceRead read = read("touch started");
        assertThat(folder.resolve("started")).doesNotExist();

        read.close();

        assertThatThrownBy(() -> read.messages().read())
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("its sync has ended");
        assertThat(folder.resolve("started")).doesNotExist();
    }

    @Test
    void interruptedDiscoveryEndsTheProcess() throws Exception {
        SourceConnector connector = connector("echo $$ > pid; exec sleep 60");
        Thread.currentThread().interrupt();

        assertThatThrownBy(connector::discover).isInstanceOf(InterruptedException.class);

        if (Files.exists(folder.resolve("pid"))) {
            assertThat(isAlive("pid")).isFalse();
        }
    }

    @Test
    void standardErrorIsPassedOnLineByLine() throws Exception {
        try (SourceRead read = read("printf 'one\\r\\ntwo\\n\\nh\\303\\244lf' >&2; echo '" + RECORD + "'")) {
            text(read);
            read.awaitEnding();
        }
        assertThat(heard).containsExactly("one", "two", "", "hälf");
    }

    @Test
    void emptyCatalogIsRefused() throws Exception {
        assertThatThrownBy(connector("echo '{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}'")::discover)
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("its catalog has no streams");
    }

    @Test
    void streamIsDescribedAsItCame() throws Exception {
        String stream = "{\"name\":\"a\",\"json_schema\":{\"maximum\":1.50,\"x\":1e400,\"ü\":9007199254740993},"
                + "\"supported_sync_modes\":[\"incremental\"],\"custom\":[null]}";
        DiscoveredCatalog catalog = connector(
                        "cat <<'END'\n{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[" + stream + "]}}\nEND")
                .discover();

        SourceCatalog configured = catalog.configured(catalog.streams(), StreamSettings.NONE);

        assertThat(configured.json())
                .contains("\"maximum\":1.50", "9007199254740993", "\"ü\"", "1E+400", "\"custom\":[null]")
                .as("incremental, but nobody knows a cursor")
                .contains("\"sync_mode\":\"full_refresh\"");
        assertThat(configured.fullRefresh()).containsExactly(StreamId.of("a"));
    }

    @Test
    void halvesOfCharactersInACatalogAreReadAndWritten() throws Exception {
        String stream =
                "{\"name\":\"a\",\"json_schema\":{\"properties\":{\"x\\ud800\" :{},\"\\ude00y\\\\ud800\":{},\"\\ud83d\\ude00\":{}},\"d\":\"\\ud800\"}}";
        DiscoveredCatalog catalog = connector(
                        "cat <<'END'\n{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[" + stream + "]}}\nEND")
                .discover();

        SourceCatalog configured = catalog.configured(catalog.streams(), StreamSettings.NONE);

        assertThat(heard).isEmpty();
        assertThat(configured.fields().get(StreamId.of("a")))
                .containsExactly("x\ufffd", "\ufffdy\\ud800", "\ud83d\ude00");
        assertThat(SourceCatalog.of("{\"streams\":[{\"stream\":%s}]}".formatted(stream))
                        .fields())
                .isEqualTo(configured.fields());
        try (SourceFiles files = SourceFiles.in(folder)) {
            assertThat(files.write("catalog.json", configured.json()))
                    .content()
                    .contains("\"d\":\"\\ud800\"", "\"x\ufffd\"");
        }
    }

    @Test
    void stateKeepsItsDigits() {
        SourceCatalog catalog =
                SourceCatalog.of("{\"streams\":[{\"stream\":{\"name\":\"a\"},\"sync_mode\":\"full_refresh\"}]}");
        String a = "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"a\"},\"stream_state\":{}}}";
        String b = a.replace("\"a\"", "\"b\"").replace("{}}}", "{\"at\":1.10}}}");

        assertThat(catalog.stateToReadFrom("[" + a + "," + b + "]")).contains("[" + b + "]");
        assertThat(catalog.stateToReadFrom("[" + a + "]")).isEmpty();
        assertThat(catalog.stateToReadFrom("[" + b + "]")).contains("[" + b + "]");
        assertThat(catalog.stateToReadFrom("[{\"type\":\"LEGACY\",\"data\":{\"a\":1}}]"))
                .isPresent();
    }

    private SourceConnector connector(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("source.sh"), "cd '" + folder + "'\n" + script + "\n");
        return new SourceConnector(
                new SourceCommand(List.of("sh", file.toString())), () -> Path.of("config.json"), listener(), LITTLE);
    }

    private SourceRead read(String script) throws IOException {
        return connector(script).read(Path.of("catalog.json"), Optional::empty);
    }

    private static String text(SourceRead read) throws IOException {
        return new String(read.messages().readAllBytes(), StandardCharsets.UTF_8);
    }

    private long number(String file) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    }

    /** Whether it still runs; what has ended may be listed until its parent, or that of its parent, takes notice. */
    private boolean isAlive(String pidFile) throws IOException {
        return ProcessHandle.of(number(pidFile))
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private SourceListener listener() {
        return new SourceListener() {
            @Override
            public void logged(String level, String message) {
                heard.add(level + " " + message);
            }

            @Override
            public void configured(Secret config) {
                heard.add("config " + config.reveal());
            }

            @Override
            public void printed(String line) {
                heard.add(line);
            }
        };
    }
}
