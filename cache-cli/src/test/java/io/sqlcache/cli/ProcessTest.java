package io.sqlcache.cli;

import static io.sqlcache.cli.testing.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals and pipes, in a process of its own. */
@Timeout(120)
class ProcessTest {

    @TempDir
    private Path folder;

    private Path config = Path.of("");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        config = TestServer.config(folder);
    }

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signalEndsAWriteAtTheLastState(String signal, int exitCode) throws Exception {
        Process write = write();
        BufferedReader output = write.inputReader(StandardCharsets.UTF_8);
        send(write, script().user(1, "").hugeUserState(1).text());
        assertThat(output.readLine()).startsWith("{\"type\":\"STATE\"");
        // Whether the second user comes in time for the signal is open; that row and state agree is not.
        send(write, script().user(2, "").userState(2).text());

        signal(write, signal);

        assertThat(write.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(write.exitValue()).as(errors()).isEqualTo(exitCode);
        List<String> more = output.lines().toList();
        assertThat(more).noneMatch(line -> line.contains("\"TRACE\""));
        assertThat(errors())
                .contains("sqlcache: stopping ...", "sqlcache: cancelled; everything up to the last state")
                .doesNotContain("\tat ");
        long states = more.stream().filter(line -> line.contains("\"STATE\"")).count();
        assertThat(read().outLines()).hasSize(1 + (int) states);
    }

    @Test
    void signalEndsEachStreamAtItsLastStateWhateverCameAfterIt() throws Exception {
        Process write = write();
        send(
                write,
                script().user(1, "")
                        .event("one")
                        .userState(1)
                        .user(2, "")
                        .eventState("one")
                        .userState(2)
                        .event("two")
                        .user(3, "")
                        .line("{\"type\":\"LOG\",\"log\":{\"level\":\"WARN\",\"message\":\"all is sent\"}}")
                        .text());
        while (!errors().contains("all is sent")) {
            Thread.sleep(20);
        }

        signal(write, "TERM");

        assertThat(write.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(write.exitValue()).as(errors()).isEqualTo(143);
        assertThat(lines(write).stream().filter(line -> line.contains("\"STATE\"")))
                .hasSize(3)
                .satisfiesOnlyOnce(line -> assertThat(line).contains("\"cursor\":1"))
                .satisfiesOnlyOnce(line -> assertThat(line).contains("\"cursor\":2"))
                .satisfiesOnlyOnce(line -> assertThat(line).contains("\"cursor\":\"one\""));
        assertThat(read("users").outLines()).hasSize(2);
        assertThat(read("events").outLines()).singleElement().asString().contains("one");
        assertThat(CommandRun.of("state", "--config", config.toString(), "--source-name", "source")
                        .out())
                .contains("\"cursor\":2")
                .contains("\"cursor\":\"one\"")
                .doesNotContain("\"cursor\":1");
    }

    @Test
    void interruptIsIgnoredByAWriteThatWasStartedInTheBackground() throws Exception {
        Process write = CommandProcess.startInBackground(
                folder.resolve("err.txt"),
                "write",
                "--config",
                config.toString(),
                "--catalog",
                Script.catalog(folder).toString());
        started.add(write);
        BufferedReader output = write.inputReader(StandardCharsets.UTF_8);
        send(write, script().user(1, "").hugeUserState(1).text());
        assertThat(output.readLine()).startsWith("{\"type\":\"STATE\"");

        signal(write, "INT");

        send(write, script().user(2, "").hugeUserState(2).text());
        assertThat(output.readLine()).startsWith("{\"type\":\"STATE\"");
        write.getOutputStream().close();
        assertThat(write.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(write.exitValue()).as(errors()).isZero();
        assertThat(errors()).doesNotContain("sqlcache: stopping");
        assertThat(read().outLines()).hasSize(2);
    }

    @Test
    void endOfTheInputEndsTheProcess() throws Exception {
        Process write = write();
        send(write, script().user(1, "").userState(1).text());
        write.getOutputStream().close();

        assertThat(write.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(write.exitValue()).as(errors()).isZero();
        assertThat(lines(write)).allSatisfy(line -> assertThat(line).startsWith("{\"type\":\""));
    }

    @Test
    void debugLogsToStandardErrorOnly() throws Exception {
        Process write = write("--debug");
        send(write, script().user(1, "").userState(1).text());
        write.getOutputStream().close();

        assertThat(lines(write)).allSatisfy(line -> assertThat(line).startsWith("{\"type\":\""));
        assertThat(errors()).contains("DEBUG SqlcacheCommand - sqlcache ");
    }

    private Process write(String... more) throws Exception {
        return start(
                more,
                "write",
                "--config",
                config.toString(),
                "--catalog",
                Script.catalog(folder).toString());
    }

    private Process start(String[] more, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        Process process = CommandProcess.start(folder.resolve("err.txt"), List.of(), all);
        started.add(process);
        return process;
    }

    private static void send(Process process, String messages) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(messages.getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private static void signal(Process process, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private CommandRun read() {
        return read("users");
    }

    private CommandRun read(String stream) {
        return CommandRun.of("read", "--config", config.toString(), stream, "--format", "jsonl");
    }

    private static List<String> lines(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }
}
