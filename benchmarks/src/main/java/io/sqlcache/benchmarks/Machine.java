package io.sqlcache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Says in words what is measured on. */
final class Machine {

    private static final double GIBIBYTE = 1 << 30;

    private Machine() {}

    /** Date, commit, machine, Java, server with the settings that matter. */
    static String description(Path home, BenchmarkServer server)
            throws IOException, InterruptedException, SQLException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        return String.format(
                Locale.ROOT,
                "Measured on %s at commit %s: %d cores, %.0f GiB of memory, %s %s, Java %s, PostgreSQL %s (%s)"
                        + " with shared_buffers %s, work_mem %s, max_wal_size %s, fsync %s.",
                LocalDate.now(ZoneOffset.UTC),
                commit(home),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / GIBIBYTE,
                system.getName(),
                system.getArch(),
                Runtime.version(),
                server.value("show server_version"),
                server.embedded() == null ? "a server that was there" : "the embedded one",
                server.value("show shared_buffers"),
                server.value("show work_mem"),
                server.value("show max_wal_size"),
                server.value("show fsync"));
    }

    private static String commit(Path home) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();

        return git.waitFor() == 0 ? said : "unknown";
    }
}
