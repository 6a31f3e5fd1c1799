package io.sqlcache.postgres.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.common.io.IoReadFuture;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The two directions of a channel, as a socket's streams are: one thread may read while another writes, and {@link #close} ends both
 * from any thread. Interrupts are passed over.
 *
 * <p>SSHD's own blocking streams would hold a lock while they wait, so that nothing could end a write to a server that has fallen
 * silent, and they know no read that times out and goes on.
 */
final class TunnelStreams {

    static final int PACKET_BYTES = 32 * 1024;

    private final ChannelDirectTcpip channel;
    private final IntSupplier timeoutMillis;
    private final InputStream input = new Arriving();
    private final OutputStream output = new Leaving();

    TunnelStreams(ChannelDirectTcpip channel, IntSupplier timeoutMillis) {
        this.channel = channel;
        this.timeoutMillis = timeoutMillis;
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    void close() {
        channel.close(false);
    }

    private final class Arriving extends InputStream {

        private final ByteArrayBuffer buffer = new ByteArrayBuffer(PACKET_BYTES, false);
        /** Begun and not ended: a read that timed out goes on with it. */
        private @Nullable IoReadFuture begun;

        @Override
        public synchronized int read() throws IOException {
            return isFilled() ? buffer.getUByte() : -1;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (!isFilled()) {
                return -1;
            }
            int count = Math.min(length, buffer.available());
            buffer.getRawBytes(bytes, offset, count);
            return count;
        }

        @Override
        public synchronized int available() {
            return begun == null ? buffer.available() : 0;
        }

        /** Waits for a byte; false at the end. */
        private boolean isFilled() throws IOException {
            if (begun == null && buffer.available() > 0) {
                return true;
            }
            if (begun == null) {
                buffer.clear(false);
                begun = channel.getAsyncOut().read(buffer);
            }
            int limit = timeoutMillis.getAsInt();
            if (!begun.awaitUninterruptibly(limit == 0 ? Long.MAX_VALUE : limit)) {
                throw new SocketTimeoutException("Read timed out");
            }
            int count = begun.getRead();
            begun = null;
            return count > 0;
        }
    }

    private final class Leaving extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return;
            }
            IoWriteFuture written = channel.getAsyncIn().writeBuffer(new ByteArrayBuffer(bytes, offset, length));
            written.awaitUninterruptibly();
            if (!written.isWritten()) {
                SocketException failure = new SocketException("The connection through the SSH tunnel is closed");
                failure.initCause(written.getException());
                throw failure;
            }
        }
    }
}
