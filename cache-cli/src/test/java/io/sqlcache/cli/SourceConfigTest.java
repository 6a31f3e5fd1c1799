package io.sqlcache.cli;

import static io.sqlcache.cli.testing.ScriptedSource.record;
import static io.sqlcache.cli.testing.ScriptedSource.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.ScriptedSource;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source that changes its own configuration: what a refresh token serves for once. */
@Timeout(60)
class SourceConfigTest {

    private static final String OLD = "{\"refresh_token\": \"first\"}";
    private static final String NEW = "{\"refresh_token\":\"second-one\",\"limit\":1.50}";
    private static final String SHOW_CONFIG = "cat \"$3\" > seen.json\n";

    @TempDir
    private Path folder;

    private Path config;
    private Path sourceConfig;

    @BeforeEach
    void prepare() throws IOException {
        config = TestServer.config(folder);
        Files.createDirectory(folder.resolve("temp"));
        Files.createDirectory(folder.resolve("own"));
        sourceConfig = Files.writeString(folder.resolve("own/source.json"), OLD);
    }

    @AfterEach
    void nothingElseIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("temp"))) {
            assertThat(left).isEmpty();
        }
        try (Stream<Path> left = Files.list(folder.resolve("own"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void configurationThatTheSourceChangesIsWrittenBackWithItsRights() throws IOException {
        Set<PosixFilePermission> rights = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(sourceConfig, rights);

        CommandRun run = sync(catalog(), control());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sourceConfig).hasContent(NEW);
        assertThat(Files.getPosixFilePermissions(sourceConfig)).isEqualTo(rights);
        assertThat(run.err())
                .contains("The source has changed its configuration, which is written back to \"" + sourceConfig + "\"")
                .doesNotContain("second-one");
    }

    @Test
    void linkStaysALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), sourceConfig);
        Path target = sourceConfig;
        sourceConfig = link;

        assertThat(sync(catalog(), control()).exitCode()).isZero();

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent(NEW);
    }

    @Test
    void whatDiscoverChangesIsWhatReadIsStartedWith() throws IOException {
        assertThat(sync(control() + catalog(), SHOW_CONFIG).exitCode()).isZero();

        assertThat(folder.resolve("seen.json")).hasContent(NEW);
        assertThat(sourceConfig).hasContent(NEW);
    }

    @Test
    void fileThatIsToBeKeptIsKeptAndTheSyncGoesOnWithTheNewOne() throws IOException {
        CommandRun run = sync(control() + catalog(), SHOW_CONFIG + control(), "--keep-source-config");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sourceConfig).hasContent(OLD);
        assertThat(folder.resolve("seen.json")).hasContent(NEW);
        assertThat(run.err())
                .contains("\"" + sourceConfig + "\" stays as it is")
                .doesNotContain("second-one");
    }

    @Test
    void readOnlyFileIsToldWithTheRemedyAndTheSyncGoesOnWithTheNewOne() throws IOException {
        Files.setPosixFilePermissions(sourceConfig, PosixFilePermissions.fromString("r--r--r--"));

        CommandRun run = sync(control() + catalog(), SHOW_CONFIG);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sourceConfig).hasContent(OLD);
        assertThat(folder.resolve("seen.json")).hasContent(NEW);
        assertThat(run.err())
                .contains("\"" + sourceConfig
                        + "\" cannot be replaced: it is read-only. Let this user write the file and its folder")
                .doesNotContain("second-one");
    }

    private static String catalog() {
        return "cat <<'END'\n" + ScriptedSource.CATALOG + "\nEND\n";
    }

    private static String control() {
        return "echo '{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1.0,\"connectorConfig\":{\"config\":"
                + NEW + "}}}'\n";
    }

    private CommandRun sync(String discover, String read, String... more) throws IOException {
        String reads = "cd '" + folder + "'\n" + read + record("users", 1) + record("colours", 1)
                + status("users", "COMPLETE") + status("colours", "COMPLETE");
        Stream<String> arguments = Stream.of(
                "sync",
                "--source-command",
                ScriptedSource.command(folder, discover, reads),
                "--source-config",
                sourceConfig.toString(),
                "--config",
                config.toString(),
                "--temp-folder",
                folder.resolve("temp").toString());
        return CommandRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }
}
