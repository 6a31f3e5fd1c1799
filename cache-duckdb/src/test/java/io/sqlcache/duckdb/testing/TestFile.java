package io.sqlcache.duckdb.testing;

import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.duckdb.Backends;
import io.sqlcache.duckdb.config.DuckDBConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A file of DuckDB for all tests of this JVM, with which it ends. */
public final class TestFile {

    /** In memory where there is a folder for that: a commit waits for the disk. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final Path FOLDER = folder();

    /** Keeps the file open from one test to the next. */
    private static final SqlBackend ANCHOR = Backends.connect(config("anchor"));

    private TestFile() {}

    /** A cache in the schema of this name. */
    public static DuckDBConfig config(String schema) {
        return DuckDBConfig.builder()
                .path(FOLDER.resolve("test.duckdb"))
                .schemaName(schema)
                .build();
    }

    private static Path folder() {
        try {
            Path folder = Files.isWritable(SHARED_MEMORY)
                    ? Files.createTempDirectory(SHARED_MEMORY, "sqlcache-duckdb")
                    : Files.createTempDirectory("sqlcache-duckdb");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete " + folder));
            return folder;
        } catch (IOException e) {
            throw new AssertionError("Cannot make a folder for the test's file", e);
        }
    }

    private static void delete(Path folder) {
        ANCHOR.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot delete " + folder, e);
        }
    }
}
