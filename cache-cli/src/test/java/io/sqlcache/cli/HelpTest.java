package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(strings = {"demo", "sync", "write", "check", "spec", "streams", "read", "state"})
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: sqlcache " + command + " ")
                .contains(
                        "--debug",
                        "-h, --help",
                        "-V, --version",
                        "Exit codes:",
                        "Examples:\n  ",
                        "sqlcache " + command);
        assertThat(run.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(CommandRun.of("help", command).out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "sync", "write", "check", "spec", "streams", "read", "state"})
    void everyCommandHasAVersion(String command) {
        CommandRun run = CommandRun.of(command, "--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("sqlcache \\S+ \\(Java \\S+\\)\n");
    }

    @Test
    void helpListsTheCommands() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "  demo ",
                        "  sync ",
                        "  write ",
                        "  check ",
                        "  spec ",
                        "  streams ",
                        "  read ",
                        "  state ",
                        "Examples:");
    }

    @Test
    void noCommandPrintsTheHelpAsAnError() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(CommandRun.of("--help").out());
    }

    @Test
    void writeNamesEveryStrategyAsItIsTyped() {
        assertThat(CommandRun.of("write", "--help").out().replaceAll("\\s+", " "))
                .contains("auto, from-catalog, append, replace, merge. Default: from-catalog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "write"})
    void whatWritesTellsItsRetryAndLeasePolicyAndItsDeletions(String command) {
        assertThat(CommandRun.of(command, "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "--cdc-deletion=MODE",
                        "HARD, SOFT",
                        "--lease=DURATION",
                        "--retry-for=DURATION",
                        "0 fails at once. Default: 5m.",
                        "--replay-limit=SIZE",
                        "Default: 1GiB.",
                        "--cache-dir=DIR");
    }
}
