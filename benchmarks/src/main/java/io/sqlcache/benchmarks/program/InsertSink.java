package io.sqlcache.benchmarks.program;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.InsertRowSink;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.testkit.DecoratedBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A write of ours with rows by the generic sink, which is what a new backend starts with. */
public final class InsertSink extends DecoratedBackend {

    private InsertSink(SqlBackend decorated) {
        super(decorated);
    }

    /** The arguments are the file of messages, the catalog and the schema. */
    public static void main(String[] arguments) throws IOException {
        PostgresConfig config = PostgresConfig.fromJson(
                EnvironmentServer.address().config(arguments[2]).toString());
        WriteRequest request = WriteRequest.of(ConfiguredCatalog.read(Path.of(arguments[1])))
                .strategy(WriteStrategy.APPEND)
                .build();
        try (CacheBase cache = new DecoratedProvider(InsertSink::new).open(config);
                InputStream messages = Files.newInputStream(Path.of(arguments[0]))) {
            WriteSummary summary = cache.write(messages, request);
            if (summary.outcome() != WriteSummary.Outcome.SUCCEEDED) {
                throw new IOException("The write ended with " + summary);
            }
        }
    }

    @Override
    public RowSink open(Connection connection, TableDefinition table) throws SQLException {
        return new InsertRowSink(connection, jooqDialect(), table);
    }
}
