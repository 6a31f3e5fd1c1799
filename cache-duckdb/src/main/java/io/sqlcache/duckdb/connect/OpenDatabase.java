package io.sqlcache.duckdb.connect;

import io.sqlcache.duckdb.config.DuckDBConfig;
import io.sqlcache.duckdb.failure.OpenFailure;
import io.sqlcache.duckdb.json.JsonFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** A database that is open in this JVM, shared by all caches in the same file. Thread-safe. */
final class OpenDatabase {

    /** As long as others wait for a table that is locked. */
    private static final Duration PATIENCE_FOR_A_TURN = Duration.ofMinutes(1);

    /**
     * By default each commit of a load is written to the log, and from there into the file at once: three times as long. The log is empty
     * again when the file is closed.
     */
    private static final String FEWER_CHECKPOINTS = "set global checkpoint_threshold = '256MB'";

    private static final Map<Path, OpenDatabase> BY_FILE = new HashMap<>();

    private final DuckDBConfig config;
    private final Turn turn = new Turn(PATIENCE_FOR_A_TURN);
    private final DuckDBConnection first;
    private final OffsetDateTime openedAt;

    private int users;

    private OpenDatabase(DuckDBConfig config) throws SQLException {
        this.config = config;
        Properties properties = new Properties();
        // A result is read as it comes, not kept in memory: nothing else can be done on its connection until it is
        // closed.
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Connection connection = new DuckDBDriver()
                .connect(config.inMemory() ? "jdbc:duckdb:" : "jdbc:duckdb:" + config.file(), properties);
        this.first = connection.unwrap(DuckDBConnection.class);
        this.openedAt = OffsetDateTime.now(ZoneOffset.UTC);
        try (Statement settings = first.createStatement()) {
            settings.execute(FEWER_CHECKPOINTS);
            JsonFunctions.register(first);
        } catch (SQLException | RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /** Opens it, or shares it if it is open. */
    static OpenDatabase open(DuckDBConfig config) {
        if (config.inMemory()) {
            return opened(config);
        }
        Path file = real(config.file());
        synchronized (BY_FILE) {
            OpenDatabase database = BY_FILE.get(file);
            if (database == null) {
                database = opened(config);
                BY_FILE.put(real(file), database);
            }
            database.users++;
            return database;
        }
    }

    private static OpenDatabase opened(DuckDBConfig config) {
        try {
            if (!config.inMemory() && config.file().getParent() != null) {
                Files.createDirectories(config.file().getParent());
            }
            return new OpenDatabase(config);
        } catch (SQLException | IOException e) {
            throw OpenFailure.of(config, e);
        }
    }

    /** A file is one, whatever links lead to it. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    /** When it was opened. */
    OffsetDateTime openedAt() {
        return openedAt;
    }

    /** Whose turn it is to write. */
    Turn turn() {
        return turn;
    }

    /** A new connection in UTC that the caller closes. */
    DuckDBConnection connect() throws SQLException {
        DuckDBConnection connection = first.duplicate();
        try (Statement settings = connection.createStatement()) {
            settings.execute("set TimeZone = 'UTC'");
            if (config.cacheDir() != null) {
                settings.execute("set temp_directory = '%s'"
                        .formatted(config.cacheDir().toString().replace("'", "''")));
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Gives up a share of it; the last one closes the file, which other processes may open then. */
    void release() throws SQLException {
        synchronized (BY_FILE) {
            users--;
            if (users > 0) {
                return;
            }
            BY_FILE.values().remove(this);
            first.close();
        }
    }
}
