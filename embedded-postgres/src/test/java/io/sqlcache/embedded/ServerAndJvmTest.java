package io.sqlcache.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server lives no longer than its JVM, whoever runs it and however it ends. */
final class ServerAndJvmTest {

    /** A user that every Linux has and that is not the one which root's servers run as. */
    private static final String SOMEBODY = "daemon";

    /** The directory for temporary files of all child JVMs, where no other JVM ends what they leave behind. */
    @TempDir
    private static Path folder;

    /** Copies the unpacked programs, which is much faster than unpacking them again. */
    @BeforeAll
    static void bringPrograms() throws IOException {
        SharedFolder.open(folder);
        Folders ours = Folders.of(Account.current());
        ours.exclusively(() -> Installation.in(ours));
        Path base = Files.createDirectory(
                folder.resolve("sqlcache-postgres-" + Account.current().name()));
        copyTree(ours.programs(), base.resolve("programs"));
    }

    @Test
    void theServerEndsWithItsJvm() throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(folder, ChildJvm.classPath())) {
            ProcessHandle server = child.server();
            child.finish();
            assertThat(Cluster.runs(server)).isFalse();
            assertThat(child.dataDirectory()).doesNotExist();
        }
    }

    @Test
    void theServerEndsWhenItsJvmIsTerminated() throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(folder, ChildJvm.classPath())) {
            ProcessHandle server = child.server();
            child.terminate();
            assertThat(Cluster.runs(server)).isFalse();
            assertThat(child.dataDirectory()).doesNotExist();
        }
    }

    @Test
    void theServerOfAKilledJvmIsEndedByTheNextStartAndLivingOnesAreNot() throws Exception {
        try (ChildJvm killed = ChildJvm.start(folder, ChildJvm.classPath());
                ChildJvm living = ChildJvm.start(folder, ChildJvm.classPath())) {
            ProcessHandle orphan = killed.server();
            killed.kill();
            assertThat(Cluster.runs(orphan)).isTrue();

            try (ChildJvm next = ChildJvm.start(folder, ChildJvm.classPath())) {
                assertThat(Cluster.runs(orphan)).isFalse();
                assertThat(killed.dataDirectory().getParent()).doesNotExist();
                assertThat(Cluster.runs(living.server())).isTrue();
                next.finish();
            }
            living.finish();
        }
    }

    @Test
    void anOrdinaryUserRunsAServerAsHimself() throws IOException, InterruptedException {
        assumeThat(Account.current().name())
                .as("only root can become another user; anybody else is the ordinary user in every other test")
                .isEqualTo("0");
        Path home = Files.createDirectory(folder.resolve("home"));
        UserPrincipal somebody =
                home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SOMEBODY);
        Files.setOwner(home, somebody);
        List<String> classPath = copyForAll(ChildJvm.classPath());

        try (ChildJvm child = ChildJvm.start(
                home, classPath, "setpriv", "--reuid=" + SOMEBODY, "--regid=" + SOMEBODY, "--clear-groups", "--")) {
            assertThat(child.answer()).isEqualTo("42");
            assertThat(Files.getOwner(child.dataDirectory())).isEqualTo(somebody);
            assertThat(child.server().info().user()).contains(SOMEBODY);
            child.finish();
        }
    }

    /** Copies a class path to where every user can read it, which the home of root is not. */
    private List<String> copyForAll(List<String> classPath) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : classPath) {
            Path copy = folder.resolve("class-path-" + copies.size());
            copyTree(Path.of(entry), copy);
            copies.add(copy.toString());
        }
        return copies;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.copy(file, target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
