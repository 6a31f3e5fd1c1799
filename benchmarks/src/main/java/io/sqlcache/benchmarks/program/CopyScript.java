package io.sqlcache.benchmarks.program;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Does what {@code psql -f} does with a script of statements and {@code \copy} lines, where there is no psql: the driver's
 * {@code CopyManager} sends the file as it is.
 */
public final class CopyScript {

    private static final Pattern COPY = Pattern.compile("\\\\copy (\\S+) from '([^']+)'(.*)");
    private static final int BUFFER = 1 << 16;

    private final Connection connection;

    /** The connection stays the caller's. */
    public CopyScript(Connection connection) {
        this.connection = connection;
    }

    /** The argument is the script. */
    public static void main(String[] arguments) throws SQLException, IOException {
        try (Connection connection = EnvironmentServer.connect("")) {
            new CopyScript(connection).run(Files.readString(Path.of(arguments[0])));
        }
    }

    /** Runs a script. */
    public void run(String script) throws SQLException, IOException {
        StringBuilder statement = new StringBuilder();
        for (String line : script.lines().toList()) {
            Matcher copy = COPY.matcher(line);
            if (copy.matches()) {
                copy(copy.group(1), Path.of(copy.group(2)), copy.group(3));
                continue;
            }
            statement.append(line).append('\n');
            if (line.endsWith(";")) {
                execute(statement.toString());
                statement.setLength(0);
            }
        }
    }

    private void copy(String table, Path file, String options) throws SQLException, IOException {
        try (InputStream rows = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin" + options, rows, BUFFER);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
