package io.sqlcache.embedded;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded server is started. Immutable.
 *
 * @param settings parameters of {@code postgresql.conf} by name, unquoted; {@code port} fixes the port, which is otherwise any free one
 * @param dataDirectory where the data are kept after the server is closed, created when missing; null for a temporary place
 */
public record ServerOptions(
        Map<String, String> settings, @Nullable Path dataDirectory) {

    public ServerOptions {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        settings.keySet().forEach(ServerOptions::checkName);
        dataDirectory =
                dataDirectory == null ? null : dataDirectory.toAbsolutePath().normalize();
    }

    /** Temporary data, PostgreSQL's own defaults, any free port. */
    public static ServerOptions defaults() {
        return new ServerOptions(Map.of(), null);
    }

    /** These options with one more server setting, as in {@code with("timezone", "Asia/Tokyo")}. */
    public ServerOptions with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** These options with more server settings. */
    public ServerOptions with(Map<String, String> moreSettings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(moreSettings);
        return new ServerOptions(all, dataDirectory);
    }

    /** These options with data that outlive the server and are found again by the next one. */
    public ServerOptions keepingDataIn(Path directory) {
        return new ServerOptions(settings, directory);
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            throw new IllegalArgumentException("Not the name of a PostgreSQL setting: \"" + name
                    + "\"; expected a name of postgresql.conf, such as timezone");
        }
    }
}
