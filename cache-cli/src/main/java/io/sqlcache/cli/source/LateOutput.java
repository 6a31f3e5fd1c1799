package io.sqlcache.cli.source;

import java.io.IOException;
import java.io.InputStream;

/** What a process prints that is started by the first read. For one reading thread. */
final class LateOutput extends InputStream {

    private final LateProcess late;

    LateOutput(LateProcess late) {
        this.late = late;
    }

    @Override
    public int read() throws IOException {
        return late.process().output().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return late.process().output().read(target, offset, length);
    }
}
