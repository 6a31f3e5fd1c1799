package io.sqlcache.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error with one line at the bottom that redraws itself. Whatever else is written erases that line first, so that
 * log lines stay whole. Thread-safe.
 */
final class StatusLine extends FilterOutputStream {

    /** Back to the first column, and erase to the end of the line. */
    private static final byte[] ERASE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

    private boolean shown;

    StatusLine(OutputStream out) {
        super(out);
    }

    /** Draws the line in place of the one before; {@code text} fits the terminal's width. */
    synchronized void draw(String text) {
        try {
            out.write(ERASE);
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            shown = true;
        } catch (IOException e) {
            shown = false; // a terminal that went away has nobody to tell
        }
    }

    /** Takes the line away, if there is one. */
    synchronized void erase() {
        try {
            eraseShown();
            out.flush();
        } catch (IOException e) {
            shown = false;
        }
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        eraseShown();
        out.write(octet);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        eraseShown();
        out.write(bytes, offset, length);
    }

    private void eraseShown() throws IOException {
        if (shown) {
            shown = false;
            out.write(ERASE);
        }
    }
}
