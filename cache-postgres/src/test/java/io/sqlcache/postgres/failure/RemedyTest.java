package io.sqlcache.postgres.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RemedyTest {

    @Test
    void everyRemedyIsInTheDocumentOfErrors() throws IOException {
        String document = Files.readString(Path.of("../docs/errors.md")).replace("`", "");

        assertThat(Arrays.stream(Remedy.values()).map(Remedy::advice))
                .allSatisfy(advice -> assertThat(document).contains("| " + advice + " |"));
    }

    @Test
    void whatTheServersMessageSaysInFullNeedsNone() {
        assertThat(Remedy.of(new SQLException("x", "40001"))).isEmpty();
        assertThat(Remedy.of(new SQLException("x", "08P01"))).isEmpty();
    }
}
