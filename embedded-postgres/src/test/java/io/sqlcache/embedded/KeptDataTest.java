package io.sqlcache.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that outlive their server. */
final class KeptDataTest {

    @TempDir
    private Path folder;

    @Test
    void theNextServerFindsTheDataAndItsOwnSettings() throws IOException, SQLException {
        Path data = SharedFolder.open(folder).resolve("data");
        ServerOptions options = ServerOptions.defaults().keepingDataIn(data);
        try (EmbeddedServer first = EmbeddedServer.start(options.with("work_mem", "5MB"))) {
            Sql.execute(first, "create table kept as select 'still here' as what");
            assertThat(Sql.query(first, "show fsync")).isEqualTo("on");
        }
        try (EmbeddedServer second = EmbeddedServer.start(options)) {
            assertThat(second.dataDirectory()).isEqualTo(data);
            assertThat(Sql.query(second, "select what from kept")).isEqualTo("still here");
            assertThat(Sql.query(second, "show work_mem")).isEqualTo("4MB");
        }
    }
}
