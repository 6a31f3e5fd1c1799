package io.sqlcache.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedDocumentTest {

    @TempDir
    private Path folder;

    private MarkedDocument document;

    @BeforeEach
    void make() {
        document = new MarkedDocument(folder.resolve("benchmarks.md"));
    }

    @Test
    void whatPeopleWroteStays() throws IOException {
        Files.writeString(document.file(), """
            # Title
            <!-- measured: pairs -->
            old
            <!-- end of pairs -->
            The end.
            """);

        document.replace("pairs", "| new |\n");

        assertThat(document.file()).hasContent("""
            # Title
            <!-- measured: pairs -->
            | new |
            <!-- end of pairs -->
            The end.
            """);
    }

    @Test
    void aPartThatIsNotThereYetComesLast() throws IOException {
        Files.writeString(document.file(), "# Title\n");

        document.replace("pairs", "| new |");

        assertThat(document.file()).hasContent("# Title\n\n<!-- measured: pairs -->\n| new |\n<!-- end of pairs -->\n");
    }
}
