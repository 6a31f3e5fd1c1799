package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.postgres.config.TunnelMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;

/** Tells why there is no tunnel and what to do. */
public final class SshFailures {

    private SshFailures() {}

    /** Somebody still asks for a connection. */
    public static TunnelFailure closed(TunnelMethod.Ssh method) {
        return failure(Kind.CONFIG, method, "is not used any more: the cache is closed", null);
    }

    /** The server's name leads nowhere. */
    public static TunnelFailure unknownHost(TunnelMethod.Ssh method, IOException e) {
        return failure(Kind.CONFIG, method, "is unknown by this name; check the tunnel's host", e);
    }

    /** The server was not reached, or is none. */
    public static TunnelFailure ofConnecting(TunnelMethod.Ssh method, Duration timeout, IOException e) {
        if (isCausedBy(e, ConnectException.class)) {
            return failure(
                    Kind.TRANSIENT,
                    method,
                    "refused the connection; check the tunnel's host and port, and that the server is running",
                    e);
        }
        if (isCausedBy(e, NoRouteToHostException.class)) {
            return failure(Kind.TRANSIENT, method, "cannot be reached; check host, network and firewall", e);
        }
        if (isCausedBy(e, TimeoutException.class)) {
            return failure(
                    Kind.TRANSIENT,
                    method,
                    "did not answer within %d s; check the tunnel's host, port and firewall, or raise the connect timeout"
                            .formatted(timeout.toSeconds()),
                    e);
        }
        return failure(
                Kind.TRANSIENT,
                method,
                "broke off the connection (%s); check that an SSH server listens there".formatted(e.getMessage()),
                e);
    }

    /** The server let nobody in with what was offered, such as "the password". */
    public static TunnelFailure ofLogin(TunnelMethod.Ssh method, String offer, String advice, IOException e) {
        return failure(Kind.CONFIG, method, "does not accept %s; %s".formatted(offer, advice), e);
    }

    /** The server does not connect to the database. */
    public static TunnelFailure ofForwarding(
            TunnelMethod.Ssh method, String host, int port, Duration timeout, IOException e) {
        String target = host + ":" + port;
        if (SqlStates.chain(e)
                        .filter(SshChannelOpenException.class::isInstance)
                        .findFirst()
                        .orElse(null)
                instanceof SshChannelOpenException refusal) {
            return refusal.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED
                    ? failure(
                            Kind.CONFIG,
                            method,
                            "does not allow to connect to %s; allow it there (AllowTcpForwarding and PermitOpen of sshd_config, or the key's options)"
                                    .formatted(target),
                            e)
                    : failure(
                            Kind.TRANSIENT,
                            method,
                            "cannot connect to %s (%s); check the database's host and port as the SSH server sees them"
                                    .formatted(target, refusal.getMessage()),
                            e);
        }
        return isCausedBy(e, TimeoutException.class)
                ? failure(
                        Kind.TRANSIENT,
                        method,
                        "did not reach %s within %d s; check the database's host and port as the SSH server sees them"
                                .formatted(target, timeout.toSeconds()),
                        e)
                : failure(Kind.TRANSIENT, method, "broke off (%s); try again".formatted(e.getMessage()), e);
    }

    /** Another reason, which completes "the SSH server ...". */
    public static TunnelFailure failure(Kind kind, TunnelMethod.Ssh method, String reason, @Nullable Throwable cause) {
        return new TunnelFailure(
                kind,
                "the SSH server %s:%d, user \"%s\", %s.".formatted(method.host(), method.port(), method.user(), reason),
                cause);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return SqlStates.chain(failure).anyMatch(type::isInstance);
    }
}
