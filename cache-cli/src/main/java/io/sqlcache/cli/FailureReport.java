package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.cli.terminal.ReaderGoneException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells a failure in one readable message on standard error and gives the exit code for it.
 *
 * @param err where to tell it
 * @param withStackTrace whether to add the stack trace
 */
record FailureReport(PrintStream err, boolean withStackTrace) {

    /**
     * Any failure of a command that was understood. An {@link IOException} comes from standard output: all others are wrapped
     * where they happen.
     */
    int failed(Throwable failure) {
        // As in "sqlcache read .. | head": no reason to complain.
        if (failure instanceof ReaderGoneException) {
            return ExitCode.BROKEN_PIPE;
        }
        err.println("sqlcache: " + message(failure));
        if (withStackTrace) {
            failure.printStackTrace(err);
        }
        return ExitCode.of(kind(failure));
    }

    /** Who can act. Of what is not ours only a lack of memory says it: a larger heap is a setting, as it is for a record that does not fit. */
    static Kind kind(Throwable failure) {
        if (failure instanceof CacheException known) {
            return known.kind();
        }
        return failure instanceof OutOfMemoryError ? Kind.CONFIG : Kind.INTERNAL;
    }

    /** A command that was not understood. */
    int wrongUsage(ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        err.println("sqlcache: " + usageMessage(failure));
        List<String> meant =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!meant.isEmpty()) {
            err.println("Did you mean " + String.join(" or ", meant) + "?");
        }
        err.println("Try '" + command + " --help'.");
        return ExitCode.CONFIGURATION;
    }

    /** What comes after an unknown option may be a password. */
    private static String usageMessage(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            return "Unknown option: '%s'"
                    .formatted(unmatched.getUnmatched().get(0).replaceFirst("=.*", ""));
        }
        return String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "");
    }

    /** What to tell people. Exceptions that are not ours may hold anything, so only their type is told. */
    static String message(Throwable failure) {
        if (failure instanceof CacheException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        if (failure instanceof IOException) {
            return "Cannot write to standard output: %s.".formatted(failure.getMessage());
        }
        if (failure instanceof OutOfMemoryError) {
            return "Out of memory: give Java more with JAVA_OPTS=-Xmx512m, for example.";
        }
        return "Internal error (%s): this is a bug. Run the command again with --debug and report what it prints."
                .formatted(failure.getClass().getName());
    }
}
