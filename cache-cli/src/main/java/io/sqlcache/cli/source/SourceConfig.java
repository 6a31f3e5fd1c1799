package io.sqlcache.cli.source;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a source's configuration. What the source makes of it is written back, as a token that serves once is worth nothing the
 * next time; where that cannot be, it is kept for this sync at least. Thread-safe.
 */
public final class SourceConfig {

    /** Whether the user's file follows what the source says. */
    public enum WriteBack {
        ALWAYS,
        NEVER
    }

    private static final Logger LOG = LoggerFactory.getLogger(SourceConfig.class);

    private static final Set<PosixFilePermission> WRITERS =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final WriteBack writeBack;
    private final SourceFiles temporary;
    private Path current;
    private int changes;

    /**
     * Nothing changed yet.
     *
     * @param file the user's
     * @param temporary where a configuration is kept that is not written back
     */
    public SourceConfig(Path file, WriteBack writeBack, SourceFiles temporary) {
        this.file = file;
        this.writeBack = writeBack;
        this.temporary = temporary;
        this.current = file;
    }

    /** The file to start the source with. */
    public synchronized Path current() {
        return current;
    }

    /** Notes what the source has made of it; says what became of the file, and nothing of what is in it. */
    public synchronized String changed(Secret config) {
        String text = config.reveal() + "\n";
        if (writeBack == WriteBack.NEVER) {
            return "The source has changed its configuration; \"%s\" stays as it is.%s"
                    .formatted(file, keptForThisSync(text));
        }
        try {
            replace(text);
            current = file;
            return "The source has changed its configuration, which is written back to \"%s\".".formatted(file);
        } catch (IOException e) {
            return "The source has changed its configuration, but \"%s\" cannot be replaced: %s. Let this user write the file and its folder, and renew what the source signs in with: what is in the file may not be valid any more.%s"
                    .formatted(file, reason(e), keptForThisSync(text));
        }
    }

    private String keptForThisSync(String text) {
        try {
            changes++;
            current = temporary.write("config-%d.json".formatted(changes), text);
            return "";
        } catch (CacheException e) {
            return " It is lost: " + e.getMessage();
        }
    }

    /** In one step, so that the file is whole whatever happens, and its link stays one. */
    private void replace(String text) throws IOException {
        Path target = file.toRealPath();
        Path folder = Objects.requireNonNull(target.getParent());
        PosixFileAttributeView rights = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        PosixFileAttributes old = rights == null ? null : rights.readAttributes();
        if (!Files.isWritable(target)
                || (old != null && old.permissions().stream().noneMatch(WRITERS::contains))) {
            throw new AccessDeniedException(target.toString(), null, "it is read-only");
        }
        Path made = Files.createTempFile(folder, ".sqlcache-", ".json"); // for this user only
        try {
            write(made, text);
            if (old != null) {
                giveRights(made, old);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(made);
            throw e;
        }
    }

    private static void write(Path made, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void giveRights(Path made, PosixFileAttributes old) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(made, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            view.setGroup(old.group());
            view.setOwner(old.owner());
        } catch (FileSystemException e) {
            LOG.debug("The owner of a file cannot be given to another one", e);
        }
        view.setPermissions(old.permissions());
    }

    private static @Nullable String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : failure.toString();
    }
}
