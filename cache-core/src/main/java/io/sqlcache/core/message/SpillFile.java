package io.sqlcache.core.message;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One temporary file, readable by this user only, in slots that are used again when they are freed. Not thread-safe.
 *
 * <p>It is made when it is first written to. Where the system lets an open file be deleted it loses its name at once, so that
 * nothing is left of it whatever ends the process; elsewhere it is deleted when it is closed.
 */
public final class SpillFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpillFile.class);

    private final Path folder;
    private final int slotBytes;
    private final BitSet used = new BitSet();
    /** Not a channel: an interrupt would close that, and with it what was kept. */
    private @Nullable RandomAccessFile file;

    private @Nullable File name;

    /**
     * No file yet.
     *
     * @param folder where it is made
     * @param slotBytes what is written takes a multiple of these
     */
    public SpillFile(Path folder, int slotBytes) {
        this.folder = folder;
        this.slotBytes = slotBytes;
    }

    /** Writes the bytes to free slots that follow each other; returns the first one. */
    public int write(byte[] bytes, int start, int length) throws IOException {
        RandomAccessFile open = open();
        int slots = slots(length);
        int slot = free(slots);
        try {
            open.seek((long) slot * slotBytes);
            for (int at = start; at < start + length; at += slotBytes) {
                open.write(bytes, at, Math.min(slotBytes, start + length - at));
            }
        } catch (IOException e) {
            // What was written of it would keep the disk full.
            open.setLength(Math.min(open.length(), (long) used.length() * slotBytes));
            throw e;
        }
        used.set(slot, slot + slots);
        return slot;
    }

    /** Reads what was written to these slots. */
    public void read(int slot, byte[] into, int length) throws IOException {
        RandomAccessFile open = open();
        open.seek((long) slot * slotBytes);
        open.readFully(into, 0, length);
    }

    /** Frees what was written to these slots; an empty file gives its space back. */
    public void free(int slot, int length) throws IOException {
        used.clear(slot, slot + slots(length));
        if (used.isEmpty() && file != null) {
            file.setLength(0);
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
            if (name != null) {
                Files.deleteIfExists(name.toPath());
            }
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be removed: {}", name, e.toString());
        }
        file = null;
        name = null;
    }

    private RandomAccessFile open() throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            File made = Files.createTempFile(folder, "sqlcache-", ".tmp").toFile();
            name = made;
            open = new RandomAccessFile(made, "rw");
            file = open;
            if (made.delete()) {
                name = null;
            }
        }
        return open;
    }

    private int slots(int length) {
        return Math.max(1, (int) (((long) length + slotBytes - 1) / slotBytes));
    }

    private int free(int slots) {
        int slot = used.nextClearBit(0);
        while (true) {
            int next = used.nextSetBit(slot);
            if (next < 0 || next - slot >= slots) {
                return slot;
            }
            slot = used.nextClearBit(next);
        }
    }
}
