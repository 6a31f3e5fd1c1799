package io.sqlcache.postgres.connect;

import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.failure.SshFailures;
import io.sqlcache.postgres.failure.TunnelFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.threads.NoCloseExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to an SSH server, as often as needed. What {@code ~/.ssh} says about hosts and keys is passed over, but for the known hosts if
 * the settings name them.
 */
final class SshLogin implements AutoCloseable {

    /** A server that leaves three of these unanswered is given up. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final int UNANSWERED = 3;
    private static final Duration NO_LIMIT = Duration.ofDays(7);
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

    private final TunnelMethod.Ssh method;
    private final Duration timeout;
    private final @Nullable KeyPair key;
    private final HostKeyVerifier hostKeys;
    private final SshClient client = SshClient.setUpDefaultClient();
    private final ExecutorService threads = Executors.newCachedThreadPool(daemon());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon());

    private SshLogin(TunnelMethod.Ssh method, Duration timeout, @Nullable KeyPair key) {
        this.method = method;
        this.timeout = timeout.isZero() ? NO_LIMIT : timeout;
        this.key = key;
        this.hostKeys = new HostKeyVerifier(method);
    }

    /** Ready to log in; zero waits without a limit. */
    static SshLogin prepare(TunnelMethod.Ssh method, Duration timeout) throws TunnelFailure {
        KeyPair key = method instanceof TunnelMethod.KeyAuthentication login ? SshKeys.read(login) : null;
        SshLogin login = new SshLogin(method, timeout, key);
        login.start();
        return login;
    }

    private void start() throws TunnelFailure {
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(hostKeys);
        client.setSignatureFactories(expectedFirst(client.getSignatureFactories()));
        client.setUserAuthFactories(authentications());
        client.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory(() -> new NoCloseExecutor(threads)));
        client.setScheduledExecutorService(timer, false);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, KEEP_ALIVE);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, timeout.plus(LAST_MOMENTS));
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, timeout);
        client.start();
    }

    /** A session that is logged in. */
    ClientSession session() throws TunnelFailure {
        try {
            InetAddress.getByName(method.host());
        } catch (UnknownHostException e) {
            throw SshFailures.unknownHost(method, e);
        }
        ClientSession session = connected();
        try {
            if (method instanceof TunnelMethod.PasswordAuthentication login) {
                session.addPasswordIdentity(login.password().reveal());
            }
            if (key != null) {
                session.addPublicKeyIdentity(key);
            }
            session.auth().verify(timeout);
            return session;
        } catch (IOException e) {
            session.close(true);
            throw loginFailure(e);
        }
    }

    private ClientSession connected() throws TunnelFailure {
        try {
            return client.connect(method.user(), method.host(), method.port())
                    .verify(timeout)
                    .getSession();
        } catch (IOException e) {
            throw SshFailures.ofConnecting(method, timeout, e);
        }
    }

    private TunnelFailure loginFailure(IOException e) {
        TunnelFailure refusal = hostKeys.refusal();
        if (refusal != null) {
            return refusal;
        }
        if (!(e instanceof SshException ssh)
                || ssh.getDisconnectCode() != SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return SshFailures.ofConnecting(method, timeout, e);
        }
        return key == null
                ? SshFailures.ofLogin(method, "the password", "check the tunnel's user and password", e)
                : SshFailures.ofLogin(
                        method,
                        "the key %s %s"
                                .formatted(KeyUtils.getKeyType(key), HostKeyVerifier.fingerprint(key.getPublic())),
                        "check the tunnel's user, and that its authorized_keys have this key",
                        e);
    }

    private List<UserAuthFactory> authentications() {
        return method instanceof TunnelMethod.KeyAuthentication
                ? List.of(UserAuthPublicKeyFactory.INSTANCE)
                : List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE);
    }

    /** A server with several keys shows the one that the client names first. */
    private List<NamedFactory<Signature>> expectedFirst(List<NamedFactory<Signature>> factories) throws TunnelFailure {
        List<String> expected = hostKeys.expectedTypes();
        return factories.stream()
                .sorted(Comparator.comparing(
                        factory -> !expected.contains(KeyUtils.getCanonicalKeyType(factory.getName()))))
                .toList();
    }

    private static ThreadFactory daemon() {
        return task -> {
            Thread thread = new Thread(task, "sqlcache-ssh");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends all sessions and threads. */
    @Override
    public void close() {
        client.close(true).awaitUninterruptibly(LAST_MOMENTS.toMillis());
        timer.shutdownNow();
        threads.shutdownNow();
        try {
            threads.awaitTermination(LAST_MOMENTS.toMillis(), TimeUnit.MILLISECONDS);
            timer.awaitTermination(LAST_MOMENTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
