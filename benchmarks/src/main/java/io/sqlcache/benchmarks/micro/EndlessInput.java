package io.sqlcache.benchmarks.micro;

import java.io.InputStream;

/** The same bytes over and over. Allocates nothing. */
final class EndlessInput extends InputStream {

    private final byte[] bytes;
    private int at;

    EndlessInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        at = at == bytes.length ? 0 : at;
        return bytes[at++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        at = at == bytes.length ? 0 : at;
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, count);
        at += count;

        return count;
    }
}
