package io.sqlcache.postgres.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** What the driver creates to encrypt a connection; not for others. */
public final class TlsSocketFactory extends SSLSocketFactory {

    /** How long closing may wait to say goodbye: without a bound, behind what the other side does not take, for ever. */
    private static final int SECONDS_TO_SAY_GOODBYE = 1;

    private final SSLSocketFactory factory;

    /** Stands for the factory with this name. */
    public TlsSocketFactory(String name) {
        this.factory = WaitingFactories.find(name, SSLSocketFactory.class);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        socket.setSoLinger(true, SECONDS_TO_SAY_GOODBYE);
        return factory.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket() throws IOException {
        return factory.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return factory.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return factory.createSocket(address, port, localAddress, localPort);
    }
}
