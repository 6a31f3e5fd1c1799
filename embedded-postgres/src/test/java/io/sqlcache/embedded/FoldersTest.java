package io.sqlcache.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderIsDeletedAlsoWhileSomebodyStillWritesIntoIt() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/base"));
        AtomicInteger written = new AtomicInteger();
        Thread last = new Thread(() -> {
            try {
                while (written.get() < 5_000) {
                    Files.createFile(data.resolve("file" + written.getAndIncrement()));
                }
            } catch (IOException e) {
                return; // the folder is gone
            }
        });
        last.start();
        while (written.get() < 100) {
            Thread.onSpinWait();
        }

        Folders.delete(folder.resolve("data"));
        last.join();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsDeletedAlready() throws IOException {
        Folders.delete(folder.resolve("nothing"));
        assertThat(folder).isEmptyDirectory();
    }
}
