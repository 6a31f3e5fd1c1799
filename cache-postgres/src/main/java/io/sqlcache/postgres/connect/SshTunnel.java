package io.sqlcache.postgres.connect;

import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.failure.SshFailures;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with an SSH server that forwards connections to a database; a session that is lost is made anew for the next connection.
 * Thread-safe.
 */
final class SshTunnel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);

    /** What a server logs as the origin of a connection. */
    private static final SshdSocketAddress ORIGIN = new SshdSocketAddress("127.0.0.1", 0);

    private final TunnelMethod.Ssh method;
    private final SshLogin login;
    private @Nullable ClientSession session;
    private boolean closed;

    private SshTunnel(TunnelMethod.Ssh method, SshLogin login) {
        this.method = method;
        this.login = login;
    }

    /** A tunnel whose session is there. */
    static SshTunnel open(TunnelMethod.Ssh method, Duration connectTimeout) throws TunnelFailure {
        SshTunnel tunnel = new SshTunnel(method, SshLogin.prepare(method, connectTimeout));
        try {
            tunnel.session();
            return tunnel;
        } catch (TunnelFailure | RuntimeException e) {
            tunnel.close();
            throw e;
        }
    }

    /** A socket that is not connected yet. */
    Socket socket() {
        return new TunnelSocket(this);
    }

    /** A connection to this address as the SSH server sees it; zero waits without a limit. */
    ChannelDirectTcpip forward(String host, int port, Duration timeout) throws TunnelFailure {
        ClientSession current = session();
        ChannelDirectTcpip channel = new ChannelDirectTcpip(ORIGIN, new SshdSocketAddress(host, port));
        channel.setStreaming(ClientChannel.Streaming.Async);
        try {
            current.getService(ConnectionService.class).registerChannel(channel);
            if (timeout.isZero()) {
                channel.open().verify();
            } else {
                channel.open().verify(timeout);
            }
            return channel;
        } catch (IOException e) {
            channel.close(true);
            throw SshFailures.ofForwarding(method, host, port, timeout, e);
        }
    }

    private synchronized ClientSession session() throws TunnelFailure {
        if (closed) {
            throw SshFailures.closed(method);
        }
        ClientSession current = session;
        if (current == null || !current.isOpen()) {
            if (current != null) {
                LOG.info("The SSH session with {}:{} was lost and is made anew", method.host(), method.port());
            }
            current = login.session();
            session = current;
        }
        return current;
    }

    /** Ends the session and all connections through it; does nothing the second time. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        login.close();
    }
}
