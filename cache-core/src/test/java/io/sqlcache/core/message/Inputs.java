package io.sqlcache.core.message;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Inputs that behave as badly as real ones. */
final class Inputs {

    private Inputs() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives at most so many bytes a read. */
    static InputStream inPieces(byte[] bytes, int size) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(size, length));
            }
        };
    }

    /** Gives the bytes and then neither more nor an end. */
    static InputStream thatStallsAfter(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), new Made((into, offset, length) -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }));
    }

    /** Gives the bytes and then fails. */
    static InputStream thatFailsAfter(byte[] bytes, Failing failing) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), new Made((into, offset, length) -> {
            failing.fail();
            return -1;
        }));
    }

    /** Gives empty lines for ever. */
    static InputStream ofLineFeedsWithoutEnd() {
        return new Made((into, offset, length) -> {
            Arrays.fill(into, offset, offset + length, (byte) '\n');
            return length;
        });
    }

    @FunctionalInterface
    interface Failing {
        void fail() throws IOException;
    }

    @FunctionalInterface
    private interface Reads {
        int read(byte[] into, int offset, int length) throws IOException;
    }

    private static final class Made extends InputStream {
        private final Reads reads;

        Made(Reads reads) {
            this.reads = reads;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return reads.read(into, offset, length);
        }
    }
}
