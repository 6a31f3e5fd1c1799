package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where embedded servers live on this machine: one base directory for each user in the directory for temporary files.
 *
 * <p>{@code programs/} has the unpacked server programs, {@code servers/} one folder for each server that runs or whose JVM was killed.
 * Every JVM of the user shares the base; changes to its layout happen under one lock.
 */
final class Folders {

    private static final Object THIS_JVM = new Object();

    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path base;
    private final Account account;

    private Folders(Path base, Account account) {
        this.base = base;
        this.account = account;
    }

    /** Finds or makes the base directory; refuses one that somebody else made. */
    static Folders of(Account account) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        Path base = temporary.resolve("sqlcache-postgres-" + account.name());
        if (!Files.exists(base, LinkOption.NOFOLLOW_LINKS)) {
            account.createReachableDirectory(base);
        }
        if (Files.isSymbolicLink(base) || !account.owns(base)) {
            throw new EmbeddedServerException("Cannot start PostgreSQL: " + base
                    + " belongs to somebody else, whose programs would be run; remove it or set -Djava.io.tmpdir");
        }
        Folders folders = new Folders(base, account);
        account.createReachableDirectory(base);
        account.createReachableDirectory(folders.programs());
        account.createReachableDirectory(folders.servers());
        return folders;
    }

    Path programs() {
        return base.resolve("programs");
    }

    Path servers() {
        return base.resolve("servers");
    }

    Account account() {
        return account;
    }

    /** Does something while no other thread or JVM of this user does so. */
    <T> T exclusively(Action<T> action) throws IOException {
        synchronized (THIS_JVM) {
            try (FileChannel channel = FileChannel.open(
                            base.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return action.run();
            }
        }
    }

    /**
     * Deletes a directory with all that is in it. What vanishes meanwhile is no failure; nor is what comes, for a while: a server's
     * last process may still write when the server is gone.
     */
    static void delete(Path directory) throws IOException {
        for (int attempt = 1; Files.exists(directory, LinkOption.NOFOLLOW_LINKS); attempt++) {
            try {
                deleteOnce(directory);
            } catch (DirectoryNotEmptyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(DirectoryNotEmptyException failure) throws DirectoryNotEmptyException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static void deleteOnce(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Something that is done on files. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }
}
