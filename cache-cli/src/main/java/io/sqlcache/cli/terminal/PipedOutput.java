package io.sqlcache.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Output that may lead into a pipe, whose reader may go away. The system tells that in its user's language; but a pipe or a socket has no
 * other reason to take nothing, while a file has (a full disk).
 */
final class PipedOutput extends FilterOutputStream {

    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final Path path;

    /**
     * Output to a descriptor.
     *
     * @param path what the descriptor leads to
     */
    PipedOutput(OutputStream out, Path path) {
        super(out);
        this.path = path;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw leadsToReader() ? new ReaderGoneException(e) : e;
        }
    }

    private boolean leadsToReader() {
        try {
            int type = (Integer) Files.getAttribute(path, "unix:mode") & TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // a system without such types
        }
    }
}
