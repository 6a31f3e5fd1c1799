package io.sqlcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Output into a pipe is told apart from output into a file by what it is, whatever the system says when it fails. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has neither named pipes nor /dev/full")
class PipedOutputTest {

    @Test
    void aPipeWithoutAReaderIsToldAsThat(@TempDir Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread reader = new Thread(() -> {
            try (FileInputStream in = new FileInputStream(pipe.toFile())) {
                in.read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        reader.start();
        try (FileOutputStream to = new FileOutputStream(pipe.toFile());
                OutputStream out = new PipedOutput(to, pipe)) {
            out.write('a');
            reader.join();
            assertThatThrownBy(() -> out.write('b')).isInstanceOf(ReaderGoneException.class);
        }
    }

    @Test
    void aFullDiskIsNot() throws IOException {
        Path full = Path.of("/dev/full");
        try (FileOutputStream to = new FileOutputStream(full.toFile());
                OutputStream out = new PipedOutput(to, full)) {
            assertThatThrownBy(() -> out.write('b'))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ReaderGoneException.class);
        }
    }
}
