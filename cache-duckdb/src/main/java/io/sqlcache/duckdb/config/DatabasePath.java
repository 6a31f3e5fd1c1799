package io.sqlcache.duckdb.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the path of a database must be like: a file's, or the word for memory. */
final class DatabasePath {

    private DatabasePath() {}

    /** Notes what is wrong with it. */
    static void check(String setting, @Nullable String path, List<String> violations) {
        if (path == null || path.isBlank()) {
            violations.add(setting + " is blank");
        } else if (isMotherDuck(path)) {
            violations.add("%s begins with \"%s\", and MotherDuck is not supported: give the path of a file"
                    .formatted(setting, path.substring(0, path.indexOf(':') + 1)));
        } else if (path.startsWith(":") && !path.equals(DuckDBConfig.MEMORY)) {
            violations.add("%s \"%s\" is neither a file nor \"%s\"".formatted(setting, path, DuckDBConfig.MEMORY));
        } else if (!path.equals(DuckDBConfig.MEMORY)) {
            checkFile(setting, path, violations);
        }
    }

    /** The driver takes what follows a semicolon or a question mark for settings. */
    private static void checkFile(String setting, String path, List<String> violations) {
        if (path.indexOf(';') >= 0 || path.indexOf('?') >= 0) {
            violations.add("%s \"%s\" contains \";\" or \"?\", which the driver would take for settings"
                    .formatted(setting, path));
            return;
        }
        try {
            if (Path.of(path).getFileName() == null) {
                violations.add("%s \"%s\" is not a file's".formatted(setting, path));
            }
        } catch (InvalidPathException e) {
            violations.add("%s is no path: %s".formatted(setting, e.getReason()));
        }
    }

    private static boolean isMotherDuck(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.startsWith("md:") || lower.startsWith("motherduck:");
    }
}
