package io.sqlcache.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version as the jar's manifest has it, and the Java it runs on. */
final class VersionText implements IVersionProvider {

    VersionText() {}

    @Override
    public String[] getVersion() {
        return new String[] {"sqlcache " + version() + " (Java " + System.getProperty("java.version") + ")"};
    }

    /** Our own version; {@code development} outside of a jar. */
    static String version() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
