package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sqlcache.core.backend.SqlBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.impl.DSL;

/**
 * What caches would leave behind: threads, connections, sockets, files in their folder. Compares with what there was when it was
 * made; nothing else may come and go meanwhile.
 */
public final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private static final Pattern COLUMN_END = Pattern.compile(" +");

    /** The column of those files, from zero. */
    private static final int INODE = 9;

    private final SqlBackend observer;
    private final String connectionCount;
    private final Path folder;
    private final Set<Thread> threads = ourThreads();
    private final long sockets;
    private final long connections;

    /**
     * Nothing left yet.
     *
     * @param observer asks for the connections; stays open and is not closed
     * @param connectionCount a query for the number of the caches' connections, which does not count the observer's
     * @param folder where the caches put their files; used by nobody else
     */
    public Leftovers(SqlBackend observer, String connectionCount, Path folder) {
        this.observer = observer;
        this.connectionCount = connectionCount;
        this.folder = folder;
        this.connections = connections();
        this.sockets = sockets();
    }

    /** Waits until all caches are gone without a trace, not for long. */
    public void assertNothingIsLeft() {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(ourThreads()).as("Threads that are left").isSubsetOf(threads);
                    assertThat(connections()).as("Connections that are left").isLessThanOrEqualTo(connections);
                    assertThat(sockets()).as("Sockets that are left").isLessThanOrEqualTo(sockets);
                });
        assertThat(openFiles(folder.toString())).as("Open files that are left").isEmpty();
        assertThat(files(folder)).as("Files that are left").isEmpty();
    }

    private static Set<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().contains("sqlcache-"))
                .collect(Collectors.toSet());
    }

    private long connections() {
        try (Connection connection = observer.dataSource().getConnection()) {
            return DSL.using(connection, observer.jooqDialect())
                    .fetchSingle(connectionCount)
                    .get(0, Long.class);
        } catch (SQLException e) {
            throw new AssertionError("Cannot count the connections by: " + connectionCount, e);
        }
    }

    /** What the open files of this process are that begin so, deleted ones too; nothing where the system does not say. */
    private static List<String> openFiles(String start) {
        return Files.isDirectory(OPEN_FILES)
                ? files(OPEN_FILES).stream()
                        .map(Leftovers::target)
                        .filter(target -> target.startsWith(start))
                        .toList()
                : List.of();
    }

    /** Of TCP; whoever looks into this process by the tools of the JDK leaves one of another kind. */
    private static long sockets() {
        Set<String> tcp = SOCKETS.stream()
                .flatMap(Leftovers::lines)
                .map(line -> "socket:["
                        + COLUMN_END
                                .splitAsStream(line.strip())
                                .skip(INODE)
                                .findFirst()
                                .orElse("") + "]")
                .collect(Collectors.toSet());
        return openFiles("socket:").stream().filter(tcp::contains).count();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile: that of the listing itself
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
