package io.sqlcache.benchmarks;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.benchmarks.cases.BaselineScripts;
import io.sqlcache.benchmarks.data.Dataset;
import io.sqlcache.benchmarks.data.UsersCatalog;
import io.sqlcache.benchmarks.program.CopyScript;
import io.sqlcache.benchmarks.program.DecoratedProvider;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.config.PostgresConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** Appends the same rows by COPY of ready-made text and by a write of ours, in turn, in this JVM: no start of another one is part of it. */
record PairedAppend(BenchmarkServer server, Dataset input) {

    /** How many times as fast as COPY a write is; the best of some rounds, since whatever disturbs one makes it slower. */
    double bestRatio(int rounds, UnaryOperator<SqlBackend> backend) throws SQLException, IOException {
        double best = 0;
        for (int round = 0; round < rounds; round++) {
            server.reset();
            double copy = secondsOfCopy();
            server.reset();
            double ratio = copy / secondsOfWrite(backend);
            best = Math.max(best, ratio);
        }

        return best;
    }

    private double secondsOfCopy() throws SQLException, IOException {
        try (Connection connection =
                DriverManager.getConnection(server.address().jdbcUrl())) {
            long start = System.nanoTime();
            new CopyScript(connection).run(BaselineScripts.append(input));
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private double secondsOfWrite(UnaryOperator<SqlBackend> backend) throws IOException {
        PostgresConfig config = PostgresConfig.fromJson(
                server.address().config(BenchmarkServer.OURS).toString());
        WriteRequest request = WriteRequest.of(new ConfiguredCatalog(UsersCatalog.plain()))
                .strategy(WriteStrategy.APPEND)
                .build();
        try (CacheBase cache = new DecoratedProvider(backend).open(config);
                InputStream messages = Files.newInputStream(input.messages())) {
            long start = System.nanoTime();
            cache.write(messages, request);
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
