package io.sqlcache.cli.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The source of {@code examples/source-faros} as a process of its own: real code of faros-airbyte-cdk. Its packages are installed from
 * npm's registry when they are not there, or not those of its lock file.
 */
public final class FarosSource {

    private static final Path FOLDER =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent()).resolve("examples/source-faros");

    private FarosSource() {}

    /** The command that runs it. */
    public static String command() throws IOException, InterruptedException {
        install();
        return "node '" + FOLDER.resolve("index.js") + "'";
    }

    /** Writes a configuration: the kind of its states, and more as its {@code spec.json} says. */
    public static Path config(Path folder, String states, Map<String, ?> more) throws IOException {
        Map<String, Object> config = new TreeMap<>(more);
        config.put("token", "opensesame");
        config.put("states", states);
        return Files.writeString(folder.resolve("source.json"), new ObjectMapper().writeValueAsString(config));
    }

    private static synchronized void install() throws IOException, InterruptedException {
        Path installed = FOLDER.resolve("node_modules/.package-lock.json");
        if (Files.exists(installed) && isNewer(installed, "package.json") && isNewer(installed, "package-lock.json")) {
            run("node", "--version");
            return;
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    }

    private static boolean isNewer(Path installed, String name) throws IOException {
        return Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(FOLDER.resolve(name))) >= 0;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("npm", ".txt");
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("\"%s\" in %s does not end".formatted(String.join(" ", command), FOLDER));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("\"%s\" in %s ended with exit code %d: %s"
                        .formatted(String.join(" ", command), FOLDER, process.exitValue(), Files.readString(output)));
            }
        } catch (IOException e) {
            throw new AssertionError(
                    "There is no program \"%s\": install Node.js 18 or newer and npm, as .ci/run does"
                            .formatted(command[0]),
                    e);
        } finally {
            Files.delete(output);
        }
    }
}
