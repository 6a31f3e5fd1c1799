package io.sqlcache.cli;

import static io.sqlcache.cli.testing.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sqlcache.cli.testing.EverythingLogged;
import io.sqlcache.cli.testing.Script;
import io.sqlcache.cli.testing.ScriptedSource;
import io.sqlcache.embedded.EmbeddedServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the command does and whatever goes wrong: with every logger at its lowest level, no password is ever printed. */
@Timeout(60)
class SecretsTest {

    /** In the middle of every form that the password can take, but for base64. */
    private static final String CORE = "k7Tq2vXw9";

    private static final String PASSWORD = "p\"w\\ %" + CORE + "+&:@/ü€'";
    private static final List<String> FORMS = List.of(
            CORE,
            PASSWORD,
            URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
            json(PASSWORD),
            Base64.getEncoder().withoutPadding().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)));

    private static EmbeddedServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAServerThatAsksForThePassword() throws Exception {
        server = EmbeddedServer.start();
        Path rules = server.dataDirectory().resolve("pg_hba.conf");
        Files.writeString(
                rules, "host all secretive 127.0.0.1/32 scram-sha-256\n%s".formatted(Files.readString(rules)));
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(
                    "create role secretive superuser login password '%s'".formatted(PASSWORD.replace("'", "''")));
            statement.execute("select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private Path config(String host, String passwordAsJson) throws IOException {
        return Files.writeString(
                folder.resolve("config.json"), """
                {"host": "%s", "port": %d, "database": "%s", "schema": "secrets", "username": "secretive", "password": %s}""".formatted(host, server.port(), server.database(), passwordAsJson));
    }

    private Path config() throws IOException {
        return config(server.host(), '"' + json(PASSWORD) + '"');
    }

    /** Runs in detail, looks at all that came of it, and gives it back. */
    private static String run(int exitCode, String input, String... arguments) {
        try (EverythingLogged log = new EverythingLogged()) {
            CommandRun run = CommandRun.withInput(input, arguments);
            String everything = run.out() + run.err() + log.text();
            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            assertThat(everything).doesNotContain(FORMS);
            return everything;
        }
    }

    private String write(int exitCode, Path config, String input) throws IOException {
        return run(
                exitCode,
                input,
                "write",
                "--debug",
                "--config",
                config.toString(),
                "--catalog",
                Script.catalog(folder).toString());
    }

    private static String streams(Path config) {
        return run(ExitCode.CONFIGURATION, "", "streams", "--debug", "--config", config.toString());
    }

    @Test
    void writesAndReadsTellNothing() throws IOException {
        String input = script().user(1, "").userState(1).event("now").text();
        assertThat(write(ExitCode.DONE, config(), input))
                .as("the log of our own, the pool's and the driver's")
                .contains("DEBUG SqlcacheCommand - ", "DEBUG HikariConfig - password", "FE=> ", "secretive");
        String config = config().toString();
        assertThat(run(ExitCode.DONE, "", "read", "--debug", "--config", config, "users"))
                .contains("id");
        run(ExitCode.DONE, "", "state", "--debug", "--config", config);
        run(ExitCode.DONE, "", "streams", "--debug", "--config", config);
        run(ExitCode.CONFIGURATION, "", "read", "--debug", "--config", config, "nobody");
    }

    @Test
    void failedWritesTellNothing() throws IOException {
        assertThat(write(ExitCode.FAILED, config(), "{\"type\":\"RECORD\" broken\n"))
                .contains("sqlcache: ");
        Files.writeString(folder.resolve("broken.json"), "{\"streams\": [{]}");
        run(
                ExitCode.CONFIGURATION,
                "",
                "write",
                "--debug",
                "--config",
                config().toString(),
                "--catalog",
                folder.resolve("broken.json").toString());
    }

    @Test
    void checkAndSpecTellNothing() throws IOException {
        run(ExitCode.DONE, "", "spec", "--debug");
        run(ExitCode.DONE, "", "check", "--debug", "--config", config().toString());
        String wrong = config("nowhere.invalid", '"' + json(PASSWORD) + '"').toString();
        assertThat(run(ExitCode.DONE, "", "check", "--debug", "--config", wrong))
                .contains("\"FAILED\"", "nowhere.invalid");
        String twice = config(server.host(), "[\"" + CORE + "\"]").toString();
        assertThat(run(ExitCode.DONE, "", "check", "--debug", "--config", twice))
                .contains("\"FAILED\"");
    }

    @Test
    void sourceThatSaysItsSecretsIsNotRepeated() throws IOException {
        String log = "cat <<'END'\n{\"type\":\"LOG\",\"log\":{\"level\":\"WARN\",\"message\":\"it is " + json(PASSWORD)
                + "\"}}\nEND\n";
        String error =
                "cat <<'END'\n{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":{\"message\":\"not "
                        + json(PASSWORD) + "\"}}}\nEND\nexit 1";
        assertThat(sync("env TOKEN=" + CORE + " " + ScriptedSource.command(folder, "cat \"$3\" >&2\n" + log + error)))
                .contains("it is ****", "{\"password\": \"****\"}", "the source failed: not ****");
        assertThat(sync(ScriptedSource.command(folder, log + error, "")))
                .contains("it is ****", "Cannot discover the streams of the source: it says: not ****.");
        assertThat(sync("no-such-program --token=" + CORE)).contains("\"no-such-program\"");
        Path source = folder.resolve("source.json");
        String config = config().toString();
        assertThat(run(
                        ExitCode.CONFIGURATION,
                        "",
                        "sync",
                        "--debug",
                        "--source-config",
                        source.toString(),
                        "--config",
                        config,
                        "--",
                        "no-such-program",
                        "--token=" + CORE,
                        PASSWORD))
                .contains("\"no-such-program\"");
    }

    private String sync(String command) throws IOException {
        Path source = Files.writeString(folder.resolve("source.json"), "{\"password\": \"" + json(PASSWORD) + "\"}");
        int exitCode = command.startsWith("no-such") ? ExitCode.CONFIGURATION : ExitCode.FAILED;
        return run(
                exitCode,
                "",
                "sync",
                "--debug",
                "--source-command",
                command,
                "--source-config",
                source.toString(),
                "--config",
                config().toString());
    }

    @Test
    void wrongPasswordIsNotTold() throws IOException {
        assertThat(streams(config(server.host(), "\"not " + CORE + "\"")))
                .contains("the password is wrong, or there is no such user");
    }

    @Test
    void failedConnectionsTellNothing() throws IOException {
        assertThat(streams(config("nowhere.invalid", '"' + json(PASSWORD) + '"')))
                .contains("the host name \"nowhere.invalid\" is unknown");
    }

    @Test
    void brokenConfigurationsTellNothing() throws IOException {
        String password = '"' + json(PASSWORD) + '"';
        streams(config(server.host(), password + password));
        streams(config(server.host(), '"' + CORE));
        streams(config(server.host(), "[" + password + "]"));
        streams(config(server.host(), "{" + password + ": 1}"));
        streams(config(server.host(), "\"" + CORE + "\\u0000\""));
        streams(config(server.host(), password + ", \"password\": " + password));
        streams(config(server.host(), password + ", \"ssl\": true, \"port\": \"x\""));
    }

    @Test
    void passwordThatIsANumberIsNotTold() throws IOException {
        assertThat(streams(config(server.host(), "271828182845")))
                .contains("$.password: is a number, not a string")
                .doesNotContain("271828182845");
    }

    @Test
    void passwordInAHostThatIsAUrlIsNotTold() throws IOException {
        assertThat(streams(config("postgres://me:" + CORE + "@db.example.com/shop", "null")))
                .contains("$.host: \"****@db.example.com/shop\" is not the name or address of one host");
    }

    @Test
    void configurationInPlaceOfItsFileIsNotTold() throws IOException {
        String text = Files.readString(config());
        assertThat(run(ExitCode.CONFIGURATION, "", "streams", "--debug", "--config", text))
                .contains("JSON text was given. Give the path of a JSON file.");
        assertThat(run(ExitCode.CONFIGURATION, "", "streams", "--debug", "--config", "{\"a\": \"" + CORE + "\"}"))
                .contains("Cannot read the config file: JSON text was given. Give the path of a JSON file.");
    }

    /** In a locale that knows no more than ASCII every other letter makes it one. */
    @Test
    void configurationThatCannotEvenBeAPathIsNotTold() {
        assertThat(run(ExitCode.CONFIGURATION, "", "streams", "--config", "{\"a\": \"\0" + CORE + "\"}"))
                .contains("'--config': JSON text was given. Give the path of a JSON file.");
    }

    @Test
    void valueOfAnUnknownOptionIsNotTold() throws IOException {
        String config = config().toString();
        assertThat(run(ExitCode.CONFIGURATION, "", "streams", "--config", config, "--password", PASSWORD))
                .contains("sqlcache: Unknown option: '--password'");
        assertThat(run(ExitCode.CONFIGURATION, "", "streams", "--config", config, "--password=" + PASSWORD))
                .contains("sqlcache: Unknown option: '--password'");
    }
}
