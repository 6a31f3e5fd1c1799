package io.sqlcache.postgres.failure;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.SslMode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import org.jooq.impl.DSL;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells in one sentence why a connection could not be made and what to do; never the password. */
public final class ConnectFailure {

    /** Where the server's authentication says that there is no such role: its messages may be in any language. */
    private static final String ROLE_LOOKUP = "InitializeSessionUserId";

    private static final String INVALID_PARAMETER = "22023";
    private static final String UNREACHED = "08001";
    private static final String PASSWORD_NEEDED = "08004";

    private final PostgresConfig config;
    private final SQLException failure;

    private ConnectFailure(PostgresConfig config, SQLException failure) {
        this.config = config;
        this.failure = failure;
    }

    /** The failure as a user sees it. */
    public static CacheException of(PostgresConfig config, SQLException failure) {
        return new ConnectFailure(config, failure).exception();
    }

    /** A tunnel that is not there, as a user sees it. */
    public static CacheException of(PostgresConfig config, TunnelFailure failure) {
        return new CacheException(
                failure.kind(), "Cannot connect to %s: %s".formatted(config.place(), failure.getMessage()), failure);
    }

    private CacheException exception() {
        Optional<TunnelFailure> tunnel = TunnelFailure.causeOf(failure);
        if (tunnel.isPresent()) {
            return of(config, tunnel.get());
        }
        Optional<String> tls = TlsFailure.reason(config, failure);
        if (tls.isPresent()) {
            return new CacheException(
                    Kind.CONFIG, "Cannot connect to %s: %s.".formatted(config.place(), tls.get()), failure);
        }
        return new CacheException(kind(), "Cannot connect to %s: %s".formatted(config.place(), reason()), failure);
    }

    private Kind kind() {
        return isCausedBy(UnknownHostException.class)
                        || SqlStates.has(failure, PASSWORD_NEEDED)
                        || SqlStates.has(failure, INVALID_PARAMETER)
                ? Kind.CONFIG
                : SqlStates.kind(failure);
    }

    private String reason() {
        if (isCausedBy(UnknownHostException.class)) {
            return "the host name \"%s\" is unknown; check the host.".formatted(config.host());
        }
        if (isCausedBy(SocketTimeoutException.class) || isLoginTimeout()) {
            return "there was no answer within %d s; check host, port and firewall, or raise the connect timeout."
                    .formatted(config.connectTimeout().toSeconds());
        }
        if (isCausedBy(ConnectException.class)) {
            return "the connection was refused; check that the server is running and listens on this host and port.";
        }
        if (isCausedBy(NoRouteToHostException.class)) {
            return "there is no route to the host; check host, network and firewall.";
        }
        return answer();
    }

    /** What the server answered. */
    private String answer() {
        return switch (Objects.requireNonNullElse(failure.getSQLState(), "")) {
            case SqlStates.WRONG_PASSWORD ->
                isPasswordMissing()
                        ? missingPassword()
                        : "the password is wrong, or there is no such user; check user and password.";
            case SqlStates.NOT_AUTHORIZED -> notAuthorized();
            case PASSWORD_NEEDED -> refusedByDriver();
            case SqlStates.NO_SUCH_DATABASE ->
                "there is no such database; check its name, or create it: CREATE DATABASE %s."
                        .formatted(DSL.quotedName(config.database()));
            case SqlStates.NO_PRIVILEGE ->
                "the user may not connect to this database; GRANT CONNECT ON DATABASE %s TO %s."
                        .formatted(DSL.quotedName(config.database()), DSL.quotedName(config.username()));
            case SqlStates.TOO_MANY_CONNECTIONS ->
                "the server has no connection left for this user; close some, raise its limit, or try again later.";
            case SqlStates.STARTING_UP -> "the server is starting up or shutting down; try again later.";
            case INVALID_PARAMETER ->
                "the server said \"%s\"; Java's time zone is \"%s\", and if the server does not know it, start Java with -Duser.timezone=UTC."
                        .formatted(serverMessage(), TimeZone.getDefault().getID());
            default ->
                "%s (code %s).%s"
                        .formatted(
                                serverMessage(),
                                failure.getSQLState(),
                                SqlStates.hint(failure).map(" "::concat).orElse(""));
        };
    }

    private String notAuthorized() {
        ServerErrorMessage message = failure instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (message != null && ROLE_LOOKUP.equals(message.getRoutine())) {
            return "there is no such user, or it may not log in; check the user, or CREATE ROLE %s LOGIN."
                    .formatted(DSL.quotedName(config.username()));
        }
        return "the server does not let this user in from here (%s); %s.".formatted(serverMessage(), admission());
    }

    /** What else than the server's rules may be missing. */
    private String admission() {
        SslMode mode = config.sslMode();
        if (mode instanceof SslMode.Disable) {
            return "allow it in the server's pg_hba.conf, or use the ssl mode require if that is what it asks for";
        }
        return mode.demandsEncryption() && mode.clientCertificate() == null
                ? "allow it in the server's pg_hba.conf, or set a client certificate and its key if that is what it asks for"
                : "allow it in the server's pg_hba.conf";
    }

    private boolean isPasswordMissing() {
        return config.password() == null || config.password().reveal().isEmpty();
    }

    private String missingPassword() {
        return "the server wants a password and %s; set the password."
                .formatted(config.password() == null ? "none is set" : "the one that is set is empty");
    }

    private String refusedByDriver() {
        return isPasswordMissing()
                ? missingPassword()
                : "the server asks for a kind of authentication that is not supported; allow scram-sha-256 in its pg_hba.conf.";
    }

    private String serverMessage() {
        ServerErrorMessage message = failure instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String text = message == null ? failure.getMessage() : message.getMessage();
        return Objects.requireNonNullElse(text, "no reason given");
    }

    /** The driver tells it by its text alone, which is in the language of Java. */
    private boolean isLoginTimeout() {
        return UNREACHED.equals(failure.getSQLState())
                && failure.getCause() == null
                && failure instanceof PSQLException p
                && p.getServerErrorMessage() == null;
    }

    private boolean isCausedBy(Class<? extends Throwable> type) {
        return SqlStates.chain(failure).anyMatch(type::isInstance);
    }
}
