package io.sqlcache.benchmarks.cases;

import io.sqlcache.benchmarks.program.CopyScript;
import io.sqlcache.benchmarks.run.JavaProgram;
import io.sqlcache.benchmarks.run.TimedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs scripts of SQL and {@code \copy}: by {@code psql} where it is installed, by {@link CopyScript} elsewhere. */
final class Psql {

    private final Workplace workplace;
    private final @Nullable Path program;
    private final JavaProgram substitute;

    Psql(Workplace workplace) {
        this.workplace = workplace;
        this.program = onPath().orElse(null);
        this.substitute = JavaProgram.of(CopyScript.class, workplace.scratch());
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "psql"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What the reports call it. */
    String name() {
        return program == null ? "CopyManager" : "psql";
    }

    /** A process that runs the script. */
    TimedProcess script(String name, String text) throws IOException, InterruptedException {
        Path file = Files.writeString(workplace.scratch().resolve(name + ".sql"), text);
        Map<String, String> environment = workplace.server().address().environment();
        if (program != null) {
            return new TimedProcess(
                    List.of(program.toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString()),
                    environment,
                    List.of());
        }
        substitute.prepare(environment, nothing().toString());

        return substitute.process(environment, file.toString());
    }

    private Path nothing() throws IOException {
        return Files.writeString(workplace.scratch().resolve("nothing.sql"), "select 1;\n");
    }
}
