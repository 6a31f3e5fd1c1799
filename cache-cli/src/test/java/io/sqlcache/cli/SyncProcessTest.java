package io.sqlcache.cli;

import static io.sqlcache.cli.testing.ScriptedSource.hugeState;
import static io.sqlcache.cli.testing.ScriptedSource.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.ScriptedSource;
import io.sqlcache.cli.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the source when the sync is ended from outside. */
@Timeout(120)
class SyncProcessTest {

    /** As long as its output is read. */
    private static final String ON_AND_ON =
            "echo $$ > pid\nwhile echo '{\"type\":\"LOG\",\"log\":{\"level\":\"DEBUG\",\"message\":\"alive\"}}'; do sleep 0.1; done\n";

    @TempDir
    private Path folder;

    private @Nullable Process sync;

    @AfterEach
    void endProcesses() {
        if (sync != null) {
            sync.destroyForcibly();
        }
    }

    @Test
    void signalEndsSourceAndSyncAtTheLastState() throws Exception {
        Path config = TestServer.config(folder);
        Process process = start(config, record("users", 1) + hugeState("users", 1) + record("users", 2) + ON_AND_ON);
        long source = source();
        assertThat(temporaryFiles()).anyMatch(name -> name.startsWith("sqlcache-"));
        awaitRow(config);

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(errors()).isEqualTo(143);
        assertThat(errors())
                .contains("sqlcache: stopping ...", "sqlcache: cancelled; everything up to the last state")
                .doesNotContain("\tat ");
        assertThat(hasEnded(source)).isTrue();
        assertThat(temporaryFiles()).isEmpty();
        assertThat(read(config)).singleElement().asString().contains("\"id\":1");
    }

    @Test
    void sourceOfASyncThatWasKilledEndsWhenItPrints() throws Exception {
        Process process = start(TestServer.config(folder), ON_AND_ON);
        long source = source();

        process.destroyForcibly().waitFor();

        assertThat(hasEnded(source)).isTrue();
    }

    private Process start(Path config, String read) throws Exception {
        String command = ScriptedSource.command(folder, "cd '" + folder + "'\n" + read);
        Path sourceConfig = Files.writeString(folder.resolve("source.json"), "{}");
        Path temporary = Files.createDirectory(folder.resolve("temp"));
        Process process = CommandProcess.start(
                folder.resolve("err.txt"),
                "sync",
                "--source-command",
                command,
                "--source-config",
                sourceConfig.toString(),
                "--config",
                config.toString(),
                "--temp-folder",
                temporary.toString());
        sync = process;
        return process;
    }

    /** The source's process, once it reads. */
    private long source() throws Exception {
        Path pid = folder.resolve("pid");
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return Long.parseLong(Files.readString(pid).strip());
    }

    private static void awaitRow(Path config) throws Exception {
        while (read(config).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean hasEnded(long pid) throws Exception {
        for (int i = 0; i < 500; i++) {
            if (ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .isEmpty()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return false;
    }

    private static List<String> read(Path config) {
        return CommandRun.of("read", "--config", config.toString(), "users", "--format", "jsonl")
                .outLines();
    }

    private List<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("temp"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }
}
