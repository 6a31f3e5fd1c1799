package io.sqlcache.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a server cannot be started. */
final class ServerStartFailureTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void openFolder() throws IOException {
        SharedFolder.open(folder);
    }

    @Test
    void aPortInUseIsNamedWithTheServersOwnWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            ServerOptions options = ServerOptions.defaults().with("port", port);

            assertThatThrownBy(() -> EmbeddedServer.start(options))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageStartingWith("Cannot start PostgreSQL in ")
                    .hasMessageContaining(" on port " + port)
                    .hasMessageContaining("The server's log ends with:")
                    .hasMessageContaining("could not bind IPv4 address \"127.0.0.1\": Address already in use");
        }
    }

    @Test
    void aSettingThatPostgresRejectsIsNamed() {
        ServerOptions options = ServerOptions.defaults().with("shared_buffers", "lots");

        assertThatThrownBy(() -> EmbeddedServer.start(options))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"lots\"");
    }

    @Test
    void aDirectoryWithOtherFilesIsLeftAlone() throws IOException {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "not PostgreSQL");
        ServerOptions options = ServerOptions.defaults().keepingDataIn(folder);

        assertThatThrownBy(() -> EmbeddedServer.start(options))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessage(
                        "Cannot create PostgreSQL data in %s: it is not empty and holds no PostgreSQL data; "
                                + "name another directory or empty it",
                        folder);
        assertThat(folder).isDirectoryContaining(precious::equals);
    }

    @Test
    void dataInUseByAnotherServerAreNotTouched() throws IOException {
        ServerOptions options = ServerOptions.defaults().keepingDataIn(folder.resolve("data"));
        try (EmbeddedServer first = EmbeddedServer.start(options)) {
            long pid = first.pid();

            assertThatThrownBy(() -> EmbeddedServer.start(options))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("process " + pid);

            assertThat(first.pid()).isEqualTo(pid);
        }
    }

    @Test
    void aNameThatIsNoSettingIsRefused() {
        assertThatThrownBy(() -> ServerOptions.defaults().with("a = 1\nb", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not the name of a PostgreSQL setting: \"a = 1\nb\"; "
                        + "expected a name of postgresql.conf, such as timezone");
    }
}
