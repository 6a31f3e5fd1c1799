package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's programs, unpacked once for each version and user, and used by every server after that. */
final class Installation {

    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    /** Finds the unpacked programs or unpacks them; call it while the folders are held exclusively. */
    static Installation in(Folders folders) throws IOException {
        Archive archive = Archive.onClassPath();
        Path home = folders.programs().resolve(archive.fingerprint());
        if (!Files.exists(home)) {
            long start = System.nanoTime();
            Path unfinished = folders.programs().resolve("unfinished");
            Folders.delete(unfinished);
            Files.createDirectory(unfinished);
            folders.account().restrict(unfinished, "rwxr-xr-x");
            archive.unpackInto(unfinished, folders.account());
            // Renamed when complete, so that a JVM killed meanwhile leaves nothing that looks usable.
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("Unpacked PostgreSQL into {} in {} ms", home, (System.nanoTime() - start) / 1_000_000);
        }
        return new Installation(home);
    }

    /** The file of one program, such as {@code initdb}. */
    Path program(String name) {
        Path file = home.resolve("bin").resolve(name);
        return Files.exists(file) ? file : home.resolve("bin").resolve(name + ".exe");
    }
}
