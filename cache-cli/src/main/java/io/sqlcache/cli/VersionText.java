package io.sqlcache.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version as the jar's manifest has it, and the Java it runs on. */
final class VersionText implements IVersionProvider {

    VersionText() {}

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** Our version, {@code development} outside of a jar, and that of Java. */
    static String text() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return "sqlcache %s (Java %s)"
                .formatted(version == null ? "development" : version, System.getProperty("java.version"));
    }
}
