package io.sqlcache.cli.source;

import io.sqlcache.api.CacheException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files for a source in a folder that only this user can look into; gone when this is closed, at the latest with the JVM. */
public final class SourceFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceFiles.class);

    private final Path folder;
    /** The last one first, as they are deleted. */
    private final Deque<Path> made = new ArrayDeque<>();

    private SourceFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder.
     *
     * @param parent where to make it
     * @throws CacheException of kind {@code CONFIG} if that cannot be
     */
    public static SourceFiles in(Path parent) {
        try {
            // Made with these rights, so that nobody can look into it in between.
            SourceFiles files = new SourceFiles(Files.createTempDirectory(parent, "sqlcache-", onlyMine("rwx------")));
            files.note(files.folder);
            return files;
        } catch (IOException e) {
            throw failure(parent, e);
        }
    }

    /** Writes JSON into a file and gives its path. */
    public Path write(String name, String json) {
        Path file = folder.resolve(name);
        try {
            Files.createFile(file, onlyMine("rw-------"));
            note(file);
            return Files.writeString(file, SourceJson.encodable(json));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public void close() {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("Cannot delete the temporary file \"{}\": {}", path, e.toString());
            }
        }
    }

    /** A signal may leave no time to close this. */
    private void note(Path path) {
        made.push(path);
        path.toFile().deleteOnExit();
    }

    private static FileAttribute<?>[] onlyMine(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static CacheException failure(Path folder, IOException cause) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot write files for the source into the folder \"%s\": %s. Give another one with --temp-folder."
                        .formatted(folder, cause),
                cause);
    }
}
