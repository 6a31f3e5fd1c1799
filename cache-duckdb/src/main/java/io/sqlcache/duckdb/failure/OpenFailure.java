package io.sqlcache.duckdb.failure;

import io.sqlcache.api.CacheException;
import io.sqlcache.duckdb.config.DuckDBConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a file cannot be opened, and what to do about it. */
public final class OpenFailure {

    private static final Pattern HOLDER = Pattern.compile("held in (?<program>.+?) \\(PID (?<pid>\\d+)\\)");

    private OpenFailure() {}

    /** The error for a database that cannot be opened. */
    public static CacheException of(DuckDBConfig config, Exception cause) {
        String message = String.valueOf(cause.getMessage()).strip();
        boolean locked = message.contains("Could not set lock on file");
        return new CacheException(
                locked ? CacheException.Kind.TRANSIENT : CacheException.Kind.CONFIG,
                "Cannot open %s: %s"
                        .formatted(config.place(), locked ? locked(message) : message + "." + advice(message)),
                cause);
    }

    private static String locked(String message) {
        Matcher holder = HOLDER.matcher(message);
        String who = holder.find()
                ? "process %s (%s) has it open".formatted(holder.group("pid"), holder.group("program"))
                : "another process has it open";
        return who
                + ", and a DuckDB file can be open in one process at a time. Close it there, or give this cache another file.";
    }

    private static String advice(String message) {
        if (message.contains("not a valid DuckDB database file")) {
            return " Give the path of a DuckDB file, or of one that does not exist yet.";
        }
        if (message.contains("Permission denied")) {
            return " Give this user the right to read and write it and its folder.";
        }
        return "";
    }
}
