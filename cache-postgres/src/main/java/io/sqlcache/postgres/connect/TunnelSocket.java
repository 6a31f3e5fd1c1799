package io.sqlcache.postgres.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.jspecify.annotations.Nullable;

/**
 * A connection through a tunnel that looks like a socket to the driver.
 *
 * <p>No port of this machine is opened, so nobody else can use the tunnel, and the driver knows the database by its own name. What
 * only tunes a TCP connection is passed over.
 */
final class TunnelSocket extends Socket {

    private final SshTunnel tunnel;
    private volatile @Nullable InetSocketAddress address;
    private volatile @Nullable TunnelStreams streams;
    private volatile int timeout;
    private volatile int linger = -1;
    private volatile boolean closed;

    TunnelSocket(SshTunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int millis) throws IOException {
        InetSocketAddress target = (InetSocketAddress) endpoint;
        ChannelDirectTcpip channel =
                tunnel.forward(target.getHostString(), target.getPort(), Duration.ofMillis(millis));
        address = target;
        streams = new TunnelStreams(channel, this::getSoTimeout);
        if (closed) {
            close();
            throw new SocketException("Socket closed");
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected().input();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected().output();
    }

    private TunnelStreams connected() throws SocketException {
        TunnelStreams current = streams;
        if (closed || current == null) {
            throw new SocketException(closed ? "Socket closed" : "Socket is not connected");
        }
        return current;
    }

    // Not synchronized: it ends a connect that waits.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void close() {
        closed = true;
        TunnelStreams current = streams;
        if (current != null) {
            current.close();
        }
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // volatile
    public void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // volatile
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public boolean isConnected() {
        return streams != null;
    }

    @Override
    public boolean isBound() {
        return streams != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return address;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress target = address;
        return target == null ? null : target.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress target = address;
        return target == null ? 0 : target.getPort();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        linger = on ? seconds : -1;
    }

    /** For an encrypted socket around this one, which does not wait longer to close. */
    @Override
    public int getSoLinger() {
        return linger;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public synchronized void setReceiveBufferSize(int size) {}

    @Override
    public synchronized void setSendBufferSize(int size) {}

    @Override
    public synchronized int getReceiveBufferSize() {
        return TunnelStreams.PACKET_BYTES;
    }

    @Override
    public synchronized int getSendBufferSize() {
        return TunnelStreams.PACKET_BYTES;
    }

    /** The other half stays open, as the driver never closes only one. */
    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public boolean isInputShutdown() {
        return closed;
    }

    @Override
    public boolean isOutputShutdown() {
        return closed;
    }

    @Override
    public String toString() {
        return "TunnelSocket[" + address + "]";
    }
}
