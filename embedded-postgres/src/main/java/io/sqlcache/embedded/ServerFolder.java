package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one server has on disk beside its data: its log, what its start printed, and a lock that this JVM holds while it lives.
 *
 * <p>The lock, which the system releases however a JVM ends, is what tells a server in use from one left behind; a process number
 * alone could belong to anybody by now.
 */
final class ServerFolder {

    private final Path path;
    private final FileChannel channel;

    private ServerFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes a new folder held by this JVM; call it while the folders are held exclusively. */
    static ServerFolder create(Folders folders) throws IOException {
        Path path = Stream.iterate(1, number -> number + 1)
                .map(number -> folders.servers().resolve(thisJvm() + number))
                .filter(Files::notExists)
                .findFirst()
                .orElseThrow();
        folders.account().createReachableDirectory(path);
        FileChannel channel = openLock(path);
        channel.lock();
        ServerFolder folder = new ServerFolder(path, channel);
        folders.account().createFile(folder.log());
        return folder;
    }

    /** The folders whose JVM is gone, each now held by this JVM; call it while the folders are held exclusively. */
    static List<ServerFolder> leftBehind(Folders folders) throws IOException {
        try (Stream<Path> paths = Files.list(folders.servers())) {
            // Opening and closing a lock file of our own would release the lock (that is how POSIX locks are): leave
            // ours alone.
            List<Path> ofOthers = paths.filter(
                            path -> !String.valueOf(path.getFileName()).startsWith(thisJvm()))
                    .toList();
            return ofOthers.stream()
                    .flatMap(path -> holdIfLeftBehind(path).stream())
                    .toList();
        }
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** Where the data are when nobody wants to keep them. */
    Path temporaryData() {
        return path.resolve("data");
    }

    /** Writes down where the server's data are, for whoever has to end it after this JVM was killed. */
    void remember(Path dataDirectory) throws IOException {
        Files.writeString(path.resolve("data-directory"), dataDirectory.toString());
    }

    /** Where the data of this folder's server are, if it came that far. */
    Optional<Path> rememberedData() throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(path.resolve("data-directory"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Lets go of the folder and deletes it, temporary data included. */
    void delete() throws IOException {
        channel.close();
        Folders.delete(path);
    }

    /** Lets go of the folder, for somebody else to delete. */
    void abandon() throws IOException {
        channel.close();
    }

    private static Optional<ServerFolder> holdIfLeftBehind(Path path) {
        try {
            FileChannel channel = openLock(path);
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            if (lock.isEmpty()) {
                channel.close();
            }
            return lock.map(held -> new ServerFolder(path, channel));
        } catch (IOException | OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static FileChannel openLock(Path folder) throws IOException {
        return FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static String thisJvm() {
        ProcessHandle jvm = ProcessHandle.current();
        long start = jvm.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return jvm.pid() + "-" + start + "-";
    }
}
