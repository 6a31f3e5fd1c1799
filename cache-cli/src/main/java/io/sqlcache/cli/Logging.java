package io.sqlcache.cli;

/** The log's settings, for {@code logback.xml} to find when the first line is logged. */
final class Logging {

    private Logging() {}

    /** Lets our own log tell everything, and everyone's show stack traces. Only before the first line. */
    static void showDetails() {
        System.setProperty("sqlcache.log.level", "DEBUG");
        System.setProperty("sqlcache.log.stackTrace", "full");
    }

    /** Keeps our own log to warnings, unless its details were asked for. Only before the first line. */
    static void showWarningsOnly() {
        System.getProperties().putIfAbsent("sqlcache.log.level", "WARN");
    }
}
