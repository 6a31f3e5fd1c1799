package io.sqlcache.benchmarks.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.benchmarks.data.Dataset;
import io.sqlcache.benchmarks.data.Keys;
import io.sqlcache.benchmarks.data.UsersCatalog;
import io.sqlcache.benchmarks.data.UsersStream;
import io.sqlcache.benchmarks.data.Version;
import io.sqlcache.benchmarks.run.Comparison;
import io.sqlcache.benchmarks.run.Contender;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import io.sqlcache.benchmarks.server.SshServer;
import io.sqlcache.benchmarks.server.TlsSetup;
import io.sqlcache.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The ways to the server: plain, by TLS, through an SSH tunnel. With a server of our own, and the tunnel where sshd is installed. */
public final class TransportCases implements AutoCloseable {

    private final Workplace workplace;
    private final Dataset input;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<AutoCloseable> started = new ArrayList<>();

    /** Makes the input, and the server ready for TLS. */
    public TransportCases(Workplace workplace, int records) throws Exception {
        UsersStream users = new UsersStream(workplace.data());
        this.workplace = workplace;
        this.input = users.whole(Keys.ascending(records), Version.FIRST);
        contenders.add(contender("plain", config()));
        EmbeddedServer embedded = workplace.server().embedded();
        if (embedded != null) {
            TlsSetup.on(workplace.server(), embedded);
            ObjectNode encrypted = config();
            encrypted.putObject("ssl_mode").put("mode", "require");
            contenders.add(contender("TLS", encrypted));
        }
        if (SshServer.isInstalled()) {
            SshServer ssh =
                    SshServer.start(Files.createDirectory(workplace.scratch().resolve("ssh")));
            started.add(ssh);
            contenders.add(contender("SSH tunnel", ssh.through(config())));
        }
    }

    /** An append by each way. */
    public Comparison comparison() {
        return new Comparison("transport", "append of %,d".formatted(input.records()), input.records(), contenders);
    }

    private ObjectNode config() {
        return workplace.server().address().config(BenchmarkServer.OURS);
    }

    private Contender contender(String name, ObjectNode config) throws IOException {
        SqlcacheCommand sqlcache = new SqlcacheCommand(workplace);
        return new Contender(
                name,
                workplace.server()::reset,
                () -> sqlcache.write(
                                config, List.of("--strategy", "append"), UsersCatalog.plain(), "", input.messages())
                        .run(),
                new Tables(workplace.server()).oursHolds(input.records()));
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }
}
