package io.sqlcache.postgres.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own that is soon full. Needs the right to mount one: root on Linux. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts it on a new folder; where that is not allowed the test is left out and says so, and fails in CI. */
    public static SmallDisk mount(int kibibytes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "small-disk-");
        String refusal = run(
                List.of("mount", "-t", "tmpfs", "-o", "mode=777,size=" + kibibytes + "k", "tmpfs", folder.toString()));
        if (!refusal.isEmpty()) {
            Files.delete(folder);
            String why = "Cannot mount a small file system, which takes root on Linux: " + refusal;
            if (System.getenv("CI") != null) {
                throw new AssertionError(why);
            }
            Assumptions.abort(why);
        }
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Makes it belong to whom another file belongs to. */
    public void giveToOwnerOf(Path other) throws IOException {
        Files.setOwner(folder, Files.getOwner(other));
    }

    /** Makes it larger or smaller, what is on it stays. */
    public void resize(int kibibytes) throws IOException, InterruptedException {
        String refusal = run(List.of("mount", "-o", "remount,size=" + kibibytes + "k", folder.toString()));
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // An open file would keep it busy for a moment.
        String refusal = run(List.of("umount", "-l", folder.toString()));
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
        Files.delete(folder);
    }

    /** What it says if it fails; else nothing. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return e.toString();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return command + " does not end";
        }
        return process.exitValue() == 0 ? "" : command + ": " + said;
    }
}
