package io.sqlcache.postgres.connect;

import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.SslMode;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.driver.TlsSocketFactory;
import io.sqlcache.postgres.driver.TunnelSocketFactory;
import io.sqlcache.postgres.driver.WaitingFactories;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The way of connections to the server: encrypted or not, directly or through a tunnel. Ends with {@link #close}. */
final class Route implements AutoCloseable {

    private final PostgresConfig config;
    private final @Nullable SshTunnel tunnel;

    /** What the driver finds by name until the end. */
    private final List<String> waiting = new ArrayList<>();

    private Route(PostgresConfig config, @Nullable SshTunnel tunnel) {
        this.config = config;
        this.tunnel = tunnel;
    }

    /**
     * Makes the tunnel, if there is to be one.
     *
     * @throws io.sqlcache.api.CacheException of kind {@code CONFIG} if certificates or keys cannot be used
     */
    static Route open(PostgresConfig config, PGSimpleDataSource driver) throws TunnelFailure {
        Route route = new Route(
                config,
                config.tunnel() instanceof TunnelMethod.Ssh ssh ? SshTunnel.open(ssh, config.connectTimeout()) : null);
        try {
            route.encrypt(driver);
            route.redirect(driver);
            return route;
        } catch (RuntimeException e) {
            route.close();
            throw e;
        }
    }

    private void encrypt(PGSimpleDataSource driver) {
        SslMode mode = config.sslMode();
        driver.setSslMode(mode.mode());
        // Where encryption is only an offer, the driver's own way is as good: it trusts everybody too.
        if (mode.demandsEncryption()) {
            driver.setSslfactory(TlsSocketFactory.class.getName());
            driver.setSslFactoryArg(waiting(TlsSettings.sockets(mode)));
        }
    }

    private void redirect(PGSimpleDataSource driver) {
        if (tunnel != null) {
            driver.setSocketFactory(TunnelSocketFactory.class.getName());
            driver.setSocketFactoryArg(waiting(new Sockets(tunnel)));
        }
    }

    private String waiting(SocketFactory factory) {
        String name = WaitingFactories.add(factory);
        waiting.add(name);
        return name;
    }

    @Override
    public void close() {
        waiting.forEach(WaitingFactories::remove);
        if (tunnel != null) {
            tunnel.close();
        }
    }

    /** The driver asks for a socket that is not connected, and for none other. */
    private static final class Sockets extends SocketFactory {

        private final SshTunnel tunnel;

        Sockets(SshTunnel tunnel) {
            this.tunnel = tunnel;
        }

        @Override
        public Socket createSocket() {
            return tunnel.socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
