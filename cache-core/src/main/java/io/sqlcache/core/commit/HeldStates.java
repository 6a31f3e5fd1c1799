package io.sqlcache.core.commit;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.message.SpillFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of states that wait until their stream is complete, which may be a long time and many states: in memory up to a limit,
 * then in one file. Not thread-safe.
 */
public final class HeldStates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldStates.class);

    private static final int MEMORY_BYTES = 4 << 20;

    /** Most states are a cursor. */
    private static final int SLOT_BYTES = 256;

    private final SpillFile file;
    private final Path folder;
    private long bytesInMemory;
    private boolean warned;

    /**
     * None yet.
     *
     * @param folder where the file is made, if one is needed
     */
    public HeldStates(Path folder) {
        this.folder = folder;
        this.file = new SpillFile(folder, SLOT_BYTES);
    }

    /** Takes in a text. */
    StateText hold(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytesInMemory + bytes.length > MEMORY_BYTES) {
            try {
                return new InFile(file.write(bytes, 0, bytes.length), bytes.length);
            } catch (IOException e) {
                warn(e);
            }
        }
        bytesInMemory += bytes.length;
        return new InMemory(text, bytes.length);
    }

    private void warn(IOException failure) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "States that wait until their stream is complete are kept in memory: no file for them can be written in \"{}\": {}",
                    folder,
                    failure.getMessage());
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private final class InMemory implements StateText {
        private final String text;
        private final int length;

        InMemory(String text, int length) {
            this.text = text;
            this.length = length;
        }

        @Override
        public String read() {
            return text;
        }

        @Override
        public void forget() {
            bytesInMemory -= length;
        }
    }

    private final class InFile implements StateText {
        private final int slot;
        private final int length;

        InFile(int slot, int length) {
            this.slot = slot;
            this.length = length;
        }

        @Override
        public String read() {
            byte[] bytes = new byte[length];
            try {
                file.read(slot, bytes, length);
            } catch (IOException e) {
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot read a state that waited until its stream was complete: its file in \"" + folder
                                + "\" failed: " + e
                                + ". Check the disk, then run the sync again from the stored state.",
                        e);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public void forget() {
            try {
                file.free(slot, length);
            } catch (IOException e) {
                LOG.debug("The space of the file for states is not given back", e);
            }
        }
    }
}
